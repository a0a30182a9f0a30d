#!/usr/bin/env bash
# Set up, configure, build (Release) what the tests need, and pass every one but the measurements, the nightly ones and
# the build within an outside project (label `source`). Exit code: ctest's.
# Usage: ci/test.sh [ctest arguments…]   (build folder: RATCHET_BUILD_DIR, default build/release)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ci/setup.sh
build=${RATCHET_BUILD_DIR:-build/release}
cmake --preset release -B "$build"
cmake --build "$build" --target own_tests
# More than there are processors: many tests wait, for a deadline or for each other.
ctest --test-dir "$build" -L '^(unit|golden|e2e|package)$' --no-tests=error --output-on-failure -j "$(($(nproc) + 2))" "$@"
