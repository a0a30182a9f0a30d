# ratchet_set_scenario(<group>/<name> <option>...)
#
# Options (RatchetOptions.cmake) for one scenario, over those of its group or command. The scenario may be
# registered before or after the call; if there is none of this name, a failing test says so.
#
#   ratchet_set_scenario(tree_search/smoke GATE none)
function(ratchet_set_scenario scenario)
  _ratchet_parse_options(ratchet_set_scenario ${ARGC} 1 "" "")
  _ratchet_check_scenario_name(ratchet_set_scenario "${scenario}")
  if(ARGC EQUAL 1)
    message(FATAL_ERROR "ratchet_set_scenario: \"${scenario}\" is given no option")
  endif()
  _ratchet_claim(ratchet_set_scenario "options of ${scenario}" "the options of \"${scenario}\"")

  _ratchet_open_registry(registry)
  if(NOT registry)
    return()
  endif()

  _ratchet_options_json(options)
  _ratchet_index_append(scenario_options "\"${scenario}\":${options}")
  _ratchet_tell_ctest("list(APPEND RATCHET_SET_SCENARIOS ${scenario})")
  _ratchet_tell_ctest_options(set/${scenario})
endfunction()
