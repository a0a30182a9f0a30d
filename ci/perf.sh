#!/usr/bin/env bash
# Set up, configure, build (Release) and measure: runs `ctest -L perf` and prints the verdict table and where the
# artifacts are. Green where this host class has no baseline yet. Exit code: ctest's.
# Usage: ci/perf.sh [ctest arguments…]   (build folder: RATCHET_BUILD_DIR, default build/release)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ci/setup.sh
build=${RATCHET_BUILD_DIR:-build/release}
cmake --preset release -B "$build"
cmake --build "$build"
# The table after ctest's own summary, and the way to record a missing baseline, come from Ratchet's post-test hook.
ctest --test-dir "$build" -L '^perf$' --no-tests=error "$@"
