# cmake -DCASE=<case> -DWORK=<scratch directory> -DRATCHET_RUNNER=<program>
# -DRATCHET_SCENARIO_LIBRARY=<library> -DRATCHET_READS_CATCH2=<bool> -DHAVE_GOOGLE_BENCHMARK=<bool>
#       -DCMAKE_CXX_COMPILER=<compiler> -P driver.cmake
#
# Runs <case>/check.cmake of projects, or of -DPROJECTS=<directory>, from an empty scratch directory. What follows is
# the language it is written in.
cmake_minimum_required(VERSION 3.25)

if(NOT PROJECTS)
  set(PROJECTS "${CMAKE_CURRENT_LIST_DIR}/projects")
endif()
set(source "${PROJECTS}/${CASE}")
set(build "${WORK}/build")
set(generator Ninja)
set(echo_runner "${CMAKE_CURRENT_LIST_DIR}/echo_runner.sh")
set(package "${CMAKE_CURRENT_LIST_DIR}/package")
set(repository "${CMAKE_CURRENT_LIST_DIR}/../../..")

# run(<command>...): gives `result`, and `output` with what came on stdout and stderr.
function(run)
  execute_process(COMMAND ${ARGV} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
  set(output "${output}" PARENT_SCOPE)
  set(result "${result}" PARENT_SCOPE)
endfunction()

# configure([<cmake argument>...])
macro(configure)
  run("${CMAKE_COMMAND}" -S "${source}" -B "${build}" -G "${generator}" "-DRatchet_DIR=${package}"
      "-DRATCHET_RUNNER=${RATCHET_RUNNER}" "-DRATCHET_READS_CATCH2=${RATCHET_READS_CATCH2}"
      "-DRATCHET_SCENARIO_LIBRARY=${RATCHET_SCENARIO_LIBRARY}"
      "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}" "-DCMAKE_CXX_FLAGS=${CMAKE_CXX_FLAGS}" ${ARGN})
endmacro()

# build([<argument of cmake --build>...])
macro(build)
  run("${CMAKE_COMMAND}" --build "${build}" ${ARGN})
endmacro()

# ctest([<argument>...])
macro(ctest)
  run("${CMAKE_CTEST_COMMAND}" --test-dir "${build}" ${ARGN})
endmacro()

function(expect_success)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "expected success, got ${result}:\n${output}")
  endif()
endfunction()

# expect_failure(<message>): the command failed and printed the message; line breaks do not count.
function(expect_failure message)
  if(result EQUAL 0)
    message(FATAL_ERROR "expected a failure with \"${message}\":\n${output}")
  endif()
  expect_output("${message}")
endfunction()

function(expect_output text)
  string(REGEX REPLACE "[ \n]+" " " one_line "${output}")
  string(FIND "${one_line}" "${text}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "expected the output to contain \"${text}\":\n${output}")
  endif()
endfunction()

function(expect_equal what actual expected)
  if(NOT actual STREQUAL expected)
    message(FATAL_ERROR "${what}\n  is       <${actual}>\n  expected <${expected}>")
  endif()
endfunction()

# broken(<target> <message>): the build fails with the message and ctest sees no scenario of it.
function(broken target message)
  build(--target ${target})
  expect_failure("${message}")
  if(EXISTS "${build}/perf/registry/${target}.names")
    message(FATAL_ERROR "${target}.names was written")
  endif()
endfunction()

# skip(<reason>): the case cannot be run here; return() after it.
function(skip reason)
  message("SKIPPED: ${reason}")
endfunction()

# read_tests([<argument of ctest>...]): gives `tests`, all names in order, and what the next functions look
# at.
function(read_tests)
  execute_process(COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${build}" --show-only=json-v1 ${ARGN}
    OUTPUT_VARIABLE json ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
  set(names "")
  json_last(last "${json}" tests)
  foreach(index RANGE ${last})
    string(JSON test GET "${json}" tests ${index})
    string(JSON name GET "${test}" name)
    list(APPEND names "${name}")
    string(MD5 id "${name}")
    set(test_${id} "${test}" PARENT_SCOPE)
  endforeach()
  set(tests "${names}" PARENT_SCOPE)
endfunction()

# expect_tests(<what> <name>...): exactly these, in this order.
function(expect_tests what)
  expect_equal("tests of ${what}" "${tests}" "${ARGN}")
endfunction()

# expect_command(<test> <argument>...): the command behind the name of the runner.
function(expect_command test)
  string(MD5 id "${test}")
  json_value(command "${test_${id}}" command)
  expect_equal("command of ${test}" "${command}" "${RATCHET_RUNNER};${ARGN}")
endfunction()

# expect_property(<test> <PROPERTY> <value>): empty where it is not set.
function(expect_property test property value)
  string(MD5 id "${test}")
  set(actual "")
  json_last(last "${test_${id}}" properties)
  foreach(index RANGE ${last})
    string(JSON name GET "${test_${id}}" properties ${index} name)
    if(name STREQUAL property)
      json_value(actual "${test_${id}}" properties ${index} value)
    endif()
  endforeach()
  expect_equal("${property} of ${test}" "${actual}" "${value}")
endfunction()

# json_last(<out> <json> <path>...): the last index of an array that is not empty.
function(json_last out json)
  string(JSON length LENGTH "${json}" ${ARGN})
  math(EXPR last "${length} - 1")
  set(${out} ${last} PARENT_SCOPE)
endfunction()

# json_value(<out> <json> <path>...): a scalar, or an array as a list.
function(json_value out json)
  string(JSON value GET "${json}" ${ARGN})
  string(JSON type TYPE "${json}" ${ARGN})
  if(type STREQUAL "ARRAY")
    set(elements "")
    json_last(last "${value}")
    foreach(index RANGE ${last})
      string(JSON element GET "${value}" ${index})
      list(APPEND elements "${element}")
    endforeach()
    set(value "${elements}")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

# expect_in_run(<scenario> <value> <path>...): what string(JSON) finds in run.json of the last session's first
# run of it.
function(expect_in_run scenario value)
  file(READ "${build}/perf/latest/scenarios/${scenario}/runs/001/run.json" json)
  json_value(actual "${json}" ${ARGN})
  expect_equal("run of ${scenario}: ${ARGN}" "${actual}" "${value}")
endfunction()

# expect_in_registry(<file> <value> <path>...): what string(JSON) finds in a file of the registry.
function(expect_in_registry file value)
  file(READ "${build}/perf/registry/${file}" json)
  json_value(actual "${json}" ${ARGN})
  expect_equal("${file}: ${ARGN}" "${actual}" "${value}")
endfunction()

# For cases that measure; ends the one it stands in.
macro(skip_under_sanitizers)
  if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=")
    skip("programs with a sanitizer are refused, not measured")
    return()
  endif()
endmacro()

# For cases about commits; ends the one it stands in. Gives `git`.
macro(skip_without_git)
  find_program(git git)
  if(NOT git)
    skip("git was not found (ci/setup.sh installs it)")
    return()
  endif()
endmacro()

# The case goes on with a copy of its project that is a repository, still without a commit.
macro(move_into_repository)
  file(COPY "${source}/" DESTINATION "${WORK}/project")
  set(source "${WORK}/project")
  set(ENV{GIT_CONFIG_GLOBAL} /dev/null)
  git(init --quiet)
endmacro()

# git(<argument>...): in that copy; anything but success fails the case.
function(git)
  run("${git}" -C "${source}" -c user.name=a -c user.email=a@b ${ARGV})
  expect_success()
endfunction()

foreach(program IN LISTS NEEDS)
  if(NOT ${program})
    message(STATUS "SKIPPED: ${program} was not found when the build was configured (ci/setup.sh installs it)")
    return()
  endif()
endforeach()
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
include("${source}/check.cmake")
