# The grammar of names, who has taken which, and what a target is really called.

# _ratchet_check_group_name(<function> <name>)
#
# Groups and suites share one grammar, and are told apart from Ratchet's own tests perf.session and
# perf.report.
function(_ratchet_check_group_name function name)
  if(NOT name MATCHES "^[A-Za-z0-9][A-Za-z0-9_+-]*$")
    message(FATAL_ERROR "${function}: \"${name}\" cannot name a group or suite: use letters, digits, '_', '+' and '-', "
                        "and begin with a letter or digit")
  endif()
  if(name MATCHES "^(suite|session|report)$")
    message(FATAL_ERROR "${function}: the name \"${name}\" is reserved")
  endif()
endfunction()

# _ratchet_check_scenario_name(<function> <group>/<name>)
function(_ratchet_check_scenario_name function name)
  if(NOT name MATCHES "^([^/]*)/([A-Za-z0-9][A-Za-z0-9_+.-]*)$")
    message(FATAL_ERROR "${function}: \"${name}\" cannot name a scenario: it is <group>/<name>, where <name> has "
                        "letters, digits, '_', '+', '-' and '.', and begins with a letter or digit")
  endif()
  _ratchet_check_group_name(${function} "${CMAKE_MATCH_1}")
endfunction()

# _ratchet_claim(<function> <key> <what>)
#
# Takes <key> for <what>, a phrase such as `the suite "quick"`. A key already taken is an error that names
# both places.
function(_ratchet_claim function key what)
  get_property(holder GLOBAL PROPERTY "RATCHET_HOLDER_OF_${key}")
  if(holder)
    message(FATAL_ERROR "${function}: ${what} in ${CMAKE_CURRENT_LIST_FILE} meets ${holder}: a name can be given once")
  endif()
  set_property(GLOBAL PROPERTY "RATCHET_HOLDER_OF_${key}" "${what} in ${CMAKE_CURRENT_LIST_FILE}")
endfunction()

# _ratchet_slug(<out> <text>)
#
# <text> as the name of a scenario: each character that cannot stand in one becomes '-'.
function(_ratchet_slug out text)
  string(ASCII 128 first)
  string(ASCII 191 last)
  string(REGEX REPLACE "[${first}-${last}]" "" text "${text}")  # all but the first byte of a character of several
  string(REGEX REPLACE "[^A-Za-z0-9_+.-]" "-" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# _ratchet_unaliased(<out> <target>): the target's own name where <target> is an alias of it.
function(_ratchet_unaliased out target)
  get_target_property(aliased "${target}" ALIASED_TARGET)
  if(aliased)
    set(target "${aliased}")
  endif()
  set(${out} "${target}" PARENT_SCOPE)
endfunction()
