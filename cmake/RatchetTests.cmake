# Read by ctest, at the end of the ratchet_tests.cmake that configure wrote: joins the suites and options
# known at configure with the scenarios that the build has discovered, and registers the tests. Names alone
# pass through CTest: each test calls the runner, which reads all else from the registry.
#
# ctest sets no policies for the files it includes, and knows neither set_property(TEST) nor
# get_test_property().
cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

function(_ratchet_add_tests)
  foreach(command IN LISTS RATCHET_COMMANDS)
    cmake_path(GET command PARENT_PATH group)
    list(APPEND command_groups ${group})
  endforeach()
  list(REMOVE_DUPLICATES command_groups)
  set(all_suites ${RATCHET_GROUPS} ${command_groups} ${RATCHET_SUITES})

  _ratchet_find_registry(registry)
  if(NOT registry)
    return()
  endif()
  file(READ "${registry}/runner" runner)
  if(NOT EXISTS "${runner}")
    _ratchet_labels(labels "" ${all_suites})
    _ratchet_add_failure("perf: NOT_BUILT: run cmake --build" "${labels}")
    return()
  endif()

  foreach(suite IN LISTS RATCHET_SUITES)
    foreach(scenario IN LISTS RATCHET_MEMBERS_OF_${suite})
      list(APPEND suites_of_${scenario} ${suite})
    endforeach()
  endforeach()

  _ratchet_add_test(perf.session 600 session begin --registry "${registry}")
  set_tests_properties(perf.session PROPERTIES LABELS perf RUN_SERIAL ON FIXTURES_SETUP perf.session)
  foreach(scenario IN LISTS RATCHET_COMMANDS)
    _ratchet_add_scenario(${scenario})
  endforeach()
  foreach(group IN LISTS RATCHET_GROUPS)
    if(EXISTS "${registry}/${group}.names")
      file(STRINGS "${registry}/${group}.names" names)
      foreach(name IN LISTS names)
        _ratchet_add_scenario(${group}/${name})
      endforeach()
    else()
      _ratchet_add_unbuilt_group(${group})
    endif()
  endforeach()
  foreach(suite IN LISTS all_suites)
    _ratchet_add_suite(${suite})
  endforeach()
  _ratchet_add_test(perf.report 600 report --ctest --registry "${registry}")
  set_tests_properties(perf.report PROPERTIES LABELS perf FIXTURES_CLEANUP perf.session)
  _ratchet_attach(perf.report ATTACHED_FILES report.md)

  _ratchet_add_unknown_scenarios()
endfunction()

# The registry of the configuration that ctest was asked for, or a failing test that says what to do, and an
# empty result.
function(_ratchet_find_registry out)
  set(${out} "" PARENT_SCOPE)
  set(registry "${RATCHET_REGISTRY}")
  if(RATCHET_CONFIGURATIONS)
    string(TOLOWER "${CTEST_CONFIGURATION_TYPE}" wanted)
    list(TRANSFORM RATCHET_CONFIGURATIONS TOLOWER OUTPUT_VARIABLE known)
    list(FIND known "${wanted}" index)
    if(index EQUAL -1)
      list(JOIN RATCHET_CONFIGURATIONS "|" choices)
      _ratchet_labels(labels "" ${all_suites})
      _ratchet_add_failure("perf: NO_CONFIGURATION: run ctest -C ${choices}" "${labels}")
      return()
    endif()
    list(GET RATCHET_CONFIGURATIONS ${index} configuration)
    string(REPLACE "$<CONFIG>" "${configuration}" registry "${registry}")
  endif()
  if(NOT EXISTS "${registry}/runner")
    _ratchet_labels(labels "" ${all_suites})
    _ratchet_add_failure("perf: NO_REGISTRY: run cmake again" "${labels}")
    return()
  endif()
  set(${out} "${registry}" PARENT_SCOPE)
endfunction()

# _ratchet_add_test(<name> <timeout> <argument>...): a test that calls the runner. COST puts it behind the
# project's other tests.
function(_ratchet_add_test name timeout)
  add_test(${name} "${runner}" ${ARGN})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${timeout} SKIP_RETURN_CODE 77 COST -1)
endfunction()

# _ratchet_attach(<test> <property> <file of the session>): what CTest puts into Test.xml for a dashboard. The name of
# a session is not known here, so that the path goes through the link to the newest one.
function(_ratchet_attach test property file)
  cmake_path(GET registry PARENT_PATH output)
  set_tests_properties(${test} PROPERTIES ${property} "${output}/latest/${file}")
endfunction()

# A test that fails, and whose name says why: it is all that the terminal shows of it.
function(_ratchet_add_failure name labels)
  add_test("${name}" "${RATCHET_CMAKE_COMMAND}" -E false)
  set_tests_properties("${name}" PROPERTIES LABELS "${labels}" COST -1)
endfunction()

# _ratchet_labels(<out> <own labels> <suite>...)
function(_ratchet_labels out own_labels)
  set(labels "")
  if(NOT "nightly" IN_LIST own_labels)
    list(TRANSFORM ARGN PREPEND perf. OUTPUT_VARIABLE labels)
    list(PREPEND labels perf)
  endif()
  set(${out} ${labels} ${own_labels} PARENT_SCOPE)
endfunction()

# _ratchet_option(<out> <keyword> <scenario> <default>): the scenario's own, else its command's, else its
# group's.
function(_ratchet_option out keyword scenario default)
  cmake_path(GET scenario PARENT_PATH group)
  set(${out} "${default}" PARENT_SCOPE)
  foreach(owner IN ITEMS set/${scenario} ${scenario} ${group})
    if(DEFINED RATCHET_${keyword}_OF_${owner})
      set(${out} "${RATCHET_${keyword}_OF_${owner}}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

function(_ratchet_add_scenario scenario)
  cmake_path(GET scenario PARENT_PATH group)
  set(suites ${group} ${suites_of_${scenario}})
  _ratchet_option(own_labels LABELS ${scenario} "")
  _ratchet_option(timeout TIMEOUT ${scenario} 600)
  _ratchet_option(cpus CPUS ${scenario} 1)
  _ratchet_labels(labels "${own_labels}" ${suites})
  list(TRANSFORM suites PREPEND perf.suite. OUTPUT_VARIABLE fixtures)

  _ratchet_add_test(perf.${scenario} ${timeout} run --ctest --registry "${registry}" ${scenario})
  set_tests_properties(perf.${scenario} PROPERTIES
    LABELS "${labels}"
    FIXTURES_REQUIRED "perf.session;${fixtures}"
    RUN_SERIAL ON
    PROCESSORS ${cpus})
  if(DEFINED RATCHET_REFERENCE_OF_${scenario})
    set_tests_properties(perf.${scenario} PROPERTIES DEPENDS perf.${RATCHET_REFERENCE_OF_${scenario}})
  endif()
  _ratchet_attach(perf.${scenario} ATTACHED_FILES_ON_FAIL scenarios/${scenario}/scenario.json)

  set(known_${scenario} TRUE PARENT_SCOPE)
  foreach(suite IN LISTS suites)
    if("perf" IN_LIST labels)
      set(daily_${suite} TRUE PARENT_SCOPE)
    else()
      set(nightly_${suite} TRUE PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# Aggregates what ran. Where all members are nightly, so is the suite: with `ctest -L perf` it would have
# nothing to do.
function(_ratchet_add_suite suite)
  if(unbuilt_${suite})
    return()
  endif()
  set(own_labels "")
  if(nightly_${suite} AND NOT daily_${suite})
    set(own_labels nightly)
  endif()
  _ratchet_labels(labels "${own_labels}" ${suite})
  _ratchet_add_test(perf.suite.${suite} 600 suite --ctest --registry "${registry}" ${suite})
  set_tests_properties(perf.suite.${suite} PROPERTIES
    LABELS "${labels}" FIXTURES_REQUIRED perf.session FIXTURES_CLEANUP perf.suite.${suite})
  _ratchet_attach(perf.suite.${suite} ATTACHED_FILES suites/${suite}/suite.json)
endfunction()

function(_ratchet_add_unbuilt_group group)
  set(suites ${group})
  foreach(suite IN LISTS RATCHET_SUITES)
    foreach(scenario IN LISTS RATCHET_MEMBERS_OF_${suite})
      cmake_path(GET scenario PARENT_PATH its_group)
      if(its_group STREQUAL group)
        list(APPEND suites ${suite})
      endif()
    endforeach()
  endforeach()
  list(REMOVE_DUPLICATES suites)
  _ratchet_labels(labels "${RATCHET_LABELS_OF_${group}}" ${suites})
  _ratchet_add_failure("perf.${group}: NOT_BUILT: run cmake --build" "${labels}")
  set(unbuilt_${group} TRUE PARENT_SCOPE)
endfunction()

# Only now, after the build, is it known which names do not exist. Of a group that is not built nothing is
# known.
function(_ratchet_add_unknown_scenarios)
  foreach(suite IN LISTS RATCHET_SUITES)
    foreach(scenario IN LISTS RATCHET_MEMBERS_OF_${suite})
      cmake_path(GET scenario PARENT_PATH group)
      if(NOT known_${scenario} AND NOT unbuilt_${group})
        _ratchet_add_failure("perf.suite.${suite}: unknown scenario ${scenario}" "perf;perf.${suite}")
      endif()
    endforeach()
  endforeach()
  foreach(scenario IN LISTS RATCHET_SET_SCENARIOS)
    cmake_path(GET scenario PARENT_PATH group)
    if(NOT known_${scenario} AND NOT unbuilt_${group})
      _ratchet_add_failure("perf: ratchet_set_scenario of unknown scenario ${scenario}" perf)
    endif()
  endforeach()
endfunction()

_ratchet_add_tests()
cmake_policy(POP)
