# The registry: what ctest, the targets and the command line read, at <output>/registry, where <output> is
# RATCHET_OUTPUT_DIR, with a directory per configuration below it under multi-config generators.
#
#   at configure  index.json, <group>.group.json, <group>.<name>.command.json, runner (the path of the program)
#   by the build  <group>.names, <group>.scenarios.json (RatchetDiscover.cmake, or `ratchet discover` where the program
#                 links another benchmark library)
#
# Each file has one writer, and what the index does not name is ignored: a removed group leaves nothing
# behind.

set(RATCHET_OUTPUT_DIR "${CMAKE_BINARY_DIR}/perf" CACHE PATH "Where Ratchet keeps its registry and its sessions")
set(RATCHET_HOST_CLASS "" CACHE STRING "The host class to record and compare under, instead of the one found")
set(RATCHET_KEEP_SESSIONS 20 CACHE STRING "How many sessions to keep")
set(RATCHET_MODE gate CACHE STRING "How to judge where the environment variable RATCHET_MODE is not set")
set_property(CACHE RATCHET_MODE PROPERTY STRINGS report gate strict)
set(RATCHET_CONFIRM auto CACHE STRING
    "Whether a duet with the build of the baseline follows where the environment variable RATCHET_CONFIRM is not set")
set_property(CACHE RATCHET_CONFIRM PROPERTY STRINGS auto always never)

# _ratchet_open_registry(<out>)
#
# Every public function calls this once its arguments are known to be right. Gives the directory of the
# registry, a generator expression under multi-config generators; empty where Ratchet does not measure.
function(_ratchet_open_registry out)
  get_property(stage GLOBAL PROPERTY RATCHET_STAGE)
  if(stage STREQUAL "finished")
    message(FATAL_ERROR "Ratchet: a deferred call came after the end of ${CMAKE_SOURCE_DIR}/CMakeLists.txt, where the "
                        "tests are registered")
  elseif(NOT stage)
    set_property(GLOBAL PROPERTY RATCHET_STAGE open)
    _ratchet_settle()
    cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL _ratchet_finish)
  endif()

  set(registry "")
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    _ratchet_output_directory(output)
    set(registry "${output}/registry")
    _ratchet_use_runner("${registry}")
  endif()
  set(${out} "${registry}" PARENT_SCOPE)
endfunction()

# _ratchet_output_directory(<out>): the directory above the registry, where the sessions go.
function(_ratchet_output_directory out)
  get_property(output GLOBAL PROPERTY RATCHET_OUTPUT_DIRECTORY)
  set(${out} "${output}" PARENT_SCOPE)
endfunction()

# _ratchet_configurations(<out>): those of a multi-config generator; empty with others, whatever the cache
# holds.
function(_ratchet_configurations out)
  get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(multi_config)
    set(${out} "${CMAKE_CONFIGURATION_TYPES}" PARENT_SCOPE)
  else()
    set(${out} "" PARENT_SCOPE)
  endif()
endfunction()

# Takes the settings as they are at the first call, for all further ones, and refuses what could only fail
# later, and less clearly.
function(_ratchet_settle)
  foreach(directory IN ITEMS "${CMAKE_BINARY_DIR}" "${RATCHET_OUTPUT_DIR}")
    if(directory MATCHES "[][\"\\;]")
      message(FATAL_ERROR "Ratchet: the path ${directory} contains a double quote, a backslash, a semicolon or a square "
                          "bracket, which neither the registry nor ctest can carry: build in another directory")
    endif()
  endforeach()
  if(NOT RATCHET_MODE MATCHES "^(report|gate|strict)$")
    message(FATAL_ERROR "Ratchet: RATCHET_MODE \"${RATCHET_MODE}\" is not report, gate or strict")
  endif()
  if(NOT RATCHET_CONFIRM MATCHES "^(auto|always|never)$")
    message(FATAL_ERROR "Ratchet: RATCHET_CONFIRM \"${RATCHET_CONFIRM}\" is not auto, always or never")
  endif()
  _ratchet_check_count("Ratchet: RATCHET_KEEP_SESSIONS" "${RATCHET_KEEP_SESSIONS}")

  cmake_path(ABSOLUTE_PATH RATCHET_OUTPUT_DIR BASE_DIRECTORY "${CMAKE_BINARY_DIR}" NORMALIZE OUTPUT_VARIABLE output)
  _ratchet_configurations(configurations)
  if(configurations)
    string(APPEND output "/$<CONFIG>")
  endif()
  set_property(GLOBAL PROPERTY RATCHET_OUTPUT_DIRECTORY "${output}")
endfunction()

# Ties the build to the runner, in the first calling directory that sees it: the imported target of
# find_package() may exist there alone, and no longer when the registry is finished.
function(_ratchet_use_runner registry)
  get_property(found GLOBAL PROPERTY RATCHET_RUNNER_FOUND)
  if(found OR NOT TARGET Ratchet::ratchet)
    return()
  endif()
  set_property(GLOBAL PROPERTY RATCHET_RUNNER_FOUND TRUE)
  file(GENERATE OUTPUT "${registry}/runner" CONTENT "$<TARGET_FILE:Ratchet::ratchet>")

  add_custom_target(ratchet-update-baselines
    COMMAND Ratchet::ratchet baseline update --registry "${registry}"
    COMMENT "Measuring new baselines" USES_TERMINAL VERBATIM)
  add_custom_target(ratchet-promote-baselines
    COMMAND Ratchet::ratchet baseline promote --registry "${registry}"
    COMMENT "Accepting the last session as baselines" USES_TERMINAL VERBATIM)
  add_custom_target(ratchet-perf-report
    COMMAND Ratchet::ratchet report --only-write --registry "${registry}"
    COMMENT "Reporting on the last session" USES_TERMINAL VERBATIM)
endfunction()

# Runs at the end of the top-level directory, when all groups, suites and targets are known.
function(_ratchet_finish)
  set_property(GLOBAL PROPERTY RATCHET_STAGE finished)
  if(DEFINED BUILD_TESTING AND NOT BUILD_TESTING)
    message(NOTICE "Ratchet: BUILD_TESTING is off, so no performance tests are registered")
    return()
  endif()
  if(NOT CMAKE_TESTING_ENABLED)
    message(FATAL_ERROR "Ratchet: call enable_testing() or include(CTest) in ${CMAKE_SOURCE_DIR}/CMakeLists.txt, "
                        "or ctest finds no tests")
  endif()
  if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
    _ratchet_add_skipped_test()
    return()
  endif()
  get_property(found GLOBAL PROPERTY RATCHET_RUNNER_FOUND)
  if(NOT found)
    message(FATAL_ERROR "Ratchet: no directory that calls a ratchet_ function sees the target Ratchet::ratchet: call "
                        "find_package(Ratchet) there")
  endif()
  _ratchet_write_index()
  _ratchet_write_tests()
  _ratchet_finish_targets()
endfunction()

# The one test that is left where Ratchet does not measure; it fails, and CTest takes the failure for a skip.
function(_ratchet_add_skipped_test)
  add_test(NAME perf.measures_on_Linux_only COMMAND "${CMAKE_COMMAND}" -E false)
  set_tests_properties(perf.measures_on_Linux_only PROPERTIES LABELS perf SKIP_RETURN_CODE 1)
endfunction()

# _ratchet_tell_ctest(<command>)
#
# Adds a command to the script that ctest reads. It can hold checked names, numbers and labels, and no user
# text.
function(_ratchet_tell_ctest command)
  set_property(GLOBAL APPEND_STRING PROPERTY RATCHET_CTEST_COMMANDS "${command}\n")
endfunction()

# ratchet_tests.cmake, for ctest: all that was told, and the script that makes tests of it.
function(_ratchet_write_tests)
  _ratchet_output_directory(output)
  _ratchet_configurations(configurations)
  get_property(commands GLOBAL PROPERTY RATCHET_CTEST_COMMANDS)
  set(script "${CMAKE_BINARY_DIR}/ratchet_tests.cmake")
  file(WRITE "${script}"
    "# Written by Ratchet at configure, read by ctest.\n"
    "set(RATCHET_REGISTRY [==[${output}/registry]==])\n"
    "set(RATCHET_CONFIGURATIONS [==[${configurations}]==])\n"
    "set(RATCHET_CMAKE_COMMAND [==[${CMAKE_COMMAND}]==])\n"
    "${commands}"
    "include([==[${CMAKE_CURRENT_FUNCTION_LIST_DIR}/RatchetTests.cmake]==])\n")
  set_property(DIRECTORY "${CMAKE_SOURCE_DIR}" APPEND PROPERTY TEST_INCLUDE_FILES "${script}")
endfunction()

# _ratchet_target_name(<out> <name>): what the target is called in the end.
function(_ratchet_target_name out name)
  set(${out} ${name} PARENT_SCOPE)
  if(TARGET ${name})
    set(${out} ratchet-${name} PARENT_SCOPE)
  endif()
endfunction()

# The targets under the names that people know, where the project has not taken these, and dependencies that
# only now are certain to exist.
function(_ratchet_finish_targets)
  # All that is measured and nothing else: what a build to compare with is made of.
  add_custom_target(ratchet-scenarios)
  get_property(measured GLOBAL PROPERTY RATCHET_MEASURED_TARGETS)
  foreach(target IN LISTS measured)
    if(TARGET ${target})
      add_dependencies(ratchet-scenarios ${target})
    endif()
  endforeach()
  add_dependencies(ratchet-update-baselines ratchet-scenarios)

  foreach(name IN ITEMS update-baselines promote-baselines perf-report)
    _ratchet_target_name(own ${name})
    if(own STREQUAL name)
      add_custom_target(${name})
      add_dependencies(${name} ratchet-${name})
    else()
      message(NOTICE "Ratchet: the target name ${name} is taken; use ${own}")
    endif()
  endforeach()

  # The tests need the runner even where it was added with EXCLUDE_FROM_ALL. An imported one, perhaps not
  # visible here, is there already.
  if(TARGET Ratchet::ratchet)
    add_custom_target(ratchet-runner ALL)
    add_dependencies(ratchet-runner Ratchet::ratchet)
  endif()
endfunction()
