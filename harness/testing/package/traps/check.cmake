# Where a package can go wrong: versions, components, scopes, two copies, other systems. Each is a project of a few
# lines that is configured, and not built.
include("${PROJECTS}/outside.cmake")

set(source "${WORK}/project")
set(declared "enable_testing()\nratchet_add_command(group name COMMAND true)")

# configure_text(<CMakeLists.txt after project()> [<cmake argument>...]): from scratch
function(configure_text text)
  file(REMOVE_RECURSE "${build}")
  file(WRITE "${source}/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)\n${text}\n")
  run("${CMAKE_COMMAND}" -S "${source}" -B "${build}" -G "${generator}" "-DCMAKE_PREFIX_PATH=${INSTALLED}"
      "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}" ${ARGN})
  set(result "${result}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(expect_runner directory runner)
  file(READ "${build}/perf/${directory}registry/runner" actual)
  expect_equal("the runner" "${actual}" "${runner}")
endfunction()

# Of another major version, or with components, which it has not, it is not found.
configure_text("project(major NONE)\nfind_package(Ratchet 2 CONFIG REQUIRED)")
expect_failure("compatible with requested version \"2\"")
expect_output("version: ${RATCHET_VERSION}")
configure_text("project(component NONE)\nfind_package(Ratchet 1 CONFIG REQUIRED COMPONENTS plots)")
expect_failure("Ratchet has no components; plots is asked for")
configure_text("project(same NONE)\nfind_package(Ratchet ${RATCHET_VERSION} EXACT CONFIG REQUIRED)\n${declared}")
expect_success()

# Found in a sub-directory alone, where the imported targets are not seen at the end of the top level
file(WRITE "${source}/below/CMakeLists.txt"
  "find_package(Ratchet 1 CONFIG REQUIRED)\nratchet_add_command(group name COMMAND true)\n")
set(below "project(above NONE)\nenable_testing()\nadd_subdirectory(below)")
configure_text("${below}")
expect_success()
expect_runner("" "${INSTALLED}/bin/ratchet")
read_tests()
expect_tests("the project" perf.session perf.group/name perf.suite.group perf.report)

# One program for all configurations of the project
set(generator "Ninja Multi-Config")
configure_text("${below}")
expect_success()
expect_runner(Debug/ "${INSTALLED}/bin/ratchet")
set(generator Ninja)

# A source copy of the same version gives way to the installed one that is there already.
configure_text("project(both CXX)\nfind_package(Ratchet CONFIG REQUIRED)\n
                add_subdirectory(\"${RATCHET_SOURCE}\" ratchet)\n${declared}")
expect_success()
expect_runner("" "${INSTALLED}/bin/ratchet")

# Of two versions neither serves silently, whichever comes first.
file(COPY "${RATCHET_SOURCE}/CMakeLists.txt" "${RATCHET_SOURCE}/cmake" "${RATCHET_SOURCE}/harness" DESTINATION "${WORK}/other")
file(READ "${WORK}/other/CMakeLists.txt" text)
string(REPLACE "VERSION ${RATCHET_VERSION} " "VERSION 1.999 " text "${text}")
file(WRITE "${WORK}/other/CMakeLists.txt" "${text}")
set(installed "find_package(Ratchet CONFIG REQUIRED)")
set(other "add_subdirectory(\"${WORK}/other\" ratchet)")
configure_text("project(installed_first CXX)\n${installed}\n${other}\n${declared}")
expect_failure("Two versions of Ratchet meet in this build: ${RATCHET_VERSION} from")
configure_text("project(source_first CXX)\n${other}\n${installed}\n${declared}")
expect_failure("Two versions of Ratchet meet in this build: 1.999 from")

# Elsewhere than on Linux one skipped test is left, from the package and from source.
foreach(origin IN ITEMS "${installed}" "add_subdirectory(\"${RATCHET_SOURCE}\" ratchet)")
  configure_text("project(elsewhere CXX)\n${origin}\n${declared}" -DCMAKE_SYSTEM_NAME=FreeBSD)
  expect_success()
  read_tests()
  expect_tests("another system" perf.measures_on_Linux_only)
endforeach()
