# ratchet_add_suite(<suite> SCENARIOS <group>/<name>... [DESCRIPTION <text>])
#
# A named selection of scenarios: `ctest -L '^perf.<suite>$'` runs them, perf.suite.<suite> aggregates them.
# The scenarios may be registered before or after the call, in any directory; a name that does not exist
# becomes a failing test that says so. Every group is a suite already.
#
#   ratchet_add_suite(quick SCENARIOS tree_search/cheap_eval zstd/level3)
function(ratchet_add_suite suite)
  _ratchet_parse_arguments(ratchet_add_suite ${ARGC} 1 "DESCRIPTION" "SCENARIOS")
  _ratchet_check_group_name(ratchet_add_suite "${suite}")
  _ratchet_require_argument(SCENARIOS)
  math(EXPR last "${arg_SCENARIOS_count} - 1")
  foreach(index RANGE ${last})
    _ratchet_check_scenario_name(ratchet_add_suite "${arg_SCENARIOS_${index}}")
  endforeach()
  _ratchet_argument_list(scenarios SCENARIOS)
  list(REMOVE_DUPLICATES scenarios)
  list(LENGTH scenarios distinct)
  if(distinct LESS arg_SCENARIOS_count)
    message(FATAL_ERROR "ratchet_add_suite: a scenario is given twice to \"${suite}\"")
  endif()
  _ratchet_claim(ratchet_add_suite "${suite}" "the suite \"${suite}\"")

  _ratchet_open_registry(registry)
  if(NOT registry)
    return()
  endif()

  _ratchet_json_string(description "${arg_DESCRIPTION_0}")
  _ratchet_json_array(members SCENARIOS)
  _ratchet_index_append(suites "{\"name\":\"${suite}\",\"description\":${description},\"scenarios\":${members}}")
  _ratchet_tell_ctest("list(APPEND RATCHET_SUITES ${suite})")
  _ratchet_tell_ctest("set(RATCHET_MEMBERS_OF_${suite} \"${scenarios}\")")
endfunction()
