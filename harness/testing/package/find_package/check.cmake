# The installed package, from a path with a space in it.
include("${PROJECTS}/outside.cmake")

judge_outside_project(find_package promote "-DCMAKE_PREFIX_PATH=${INSTALLED}")
expect_equal("the runner" "${ratchet}" "${INSTALLED}/bin/ratchet")

# FetchContent takes what is installed.
set(source "${WORK}/outside")
set(build "${WORK}/fetched")
configure_outside(fetch_installed "-DCMAKE_PREFIX_PATH=${INSTALLED}")
expect_success()
file(READ "${build}/perf/registry/runner" runner)
expect_equal("the runner" "${runner}" "${INSTALLED}/bin/ratchet")
