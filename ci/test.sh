#!/usr/bin/env bash
# Set up, configure, build (Release) and pass every test but the measurements and
# the build within an outside project (label `source`). Exit code: ctest's.
# Usage: ci/test.sh [ctest arguments…]   (build folder: RATCHET_BUILD_DIR, default build/release)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ci/setup.sh
build=${RATCHET_BUILD_DIR:-build/release}
cmake --preset release -B "$build"
cmake --build "$build"
ctest --test-dir "$build" -L '^(unit|golden|e2e|package)$' --no-tests=error --output-on-failure -j "$(nproc)" "$@"
