# Built in the project itself, with nothing but what is needed: fetched from a git repository, then from a directory.
# The program is built once, for both: unoptimised, because it only has to work.
include("${PROJECTS}/outside.cmake")

# What is here now, committed or not
set(repository "${WORK}/repository")
file(COPY "${RATCHET_SOURCE}/CMakeLists.txt" "${RATCHET_SOURCE}/cmake" "${RATCHET_SOURCE}/harness" DESTINATION "${repository}")
foreach(arguments IN ITEMS "init;--quiet;--initial-branch=main" "add;." "commit;--quiet;--message=all of it")
  run("${GIT}" -C "${repository}" -c user.name=test -c user.email=test@localhost ${arguments})
  expect_success()
endforeach()

file(STRINGS "${repository}/cmake/RatchetDependencies.cmake" optional REGEX "^ratchet_optional\\(")
list(TRANSFORM optional REPLACE "^ratchet_optional\\(([A-Z0-9_]+) .*" "-DRATCHET_WITH_\\1=OFF")

judge_outside_project(fetch_content promote "-DREPOSITORY=file://${repository}" ${optional})
expect_equal("the runner" "${ratchet}" "${build}/_deps/ratchet-build/harness/cli/ratchet")
read_tests()
expect_tests("the project" perf.session perf.subject/work perf.suite.subject perf.report)
run("${CMAKE_COMMAND}" --install "${build}" --prefix "${WORK}/installed")
if(EXISTS "${WORK}/installed")
  message(FATAL_ERROR "Ratchet is installed with a project that only builds with it")
endif()

# By add_subdirectory(… EXCLUDE_FROM_ALL): the runner is built with all the same.
file(REMOVE_RECURSE "${WORK}/outside" "${build}/perf" "${ratchet}")
judge_outside_project(add_subdirectory promote)
expect_equal("the runner" "${ratchet}" "${build}/_deps/ratchet-build/harness/cli/ratchet")
