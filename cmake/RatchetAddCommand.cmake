# ratchet_add_command(<group> <name> COMMAND <program> [<argument>...] [<option>...])
#
# Registers a program as the scenario perf.<group>/<name>, measured from launch to exit unless it writes a
# result file of its own. <program> is an executable target of this build or a program to be found in PATH.
# Arguments are taken literally except for generator expressions; no shell sees them.
#
#   ratchet_add_command(zstd level3 COMMAND zstd -3 -c corpus.tar GATE "wall_time 3%" "peak_rss <= 64MiB")
function(ratchet_add_command group name)
  _ratchet_parse_options(ratchet_add_command ${ARGC} 2 "" "COMMAND")
  _ratchet_check_scenario_name(ratchet_add_command "${group}/${name}")
  _ratchet_require_argument(COMMAND)
  _ratchet_claim_command_group(${group})
  _ratchet_claim(ratchet_add_command "${group}/${name}" "the command \"${group}/${name}\"")

  _ratchet_open_registry(registry)
  if(NOT registry)
    return()
  endif()

  _ratchet_resolve_program(arg_COMMAND_0)
  _ratchet_json_array(command COMMAND)
  _ratchet_default_directories()
  _ratchet_options_json(options)
  _ratchet_generate("${registry}/${group}.${name}.command.json"
    "\"group\":\"${group}\",\"name\":\"${name}\",\"command\":${command},\"options\":${options}")

  _ratchet_index_append(commands "\"${group}/${name}\"")
  _ratchet_tell_ctest("list(APPEND RATCHET_COMMANDS ${group}/${name})")
  _ratchet_tell_ctest_options(${group}/${name})
endfunction()

# Commands share their group with each other, but with no program and no suite.
function(_ratchet_claim_command_group group)
  get_property(holds_commands GLOBAL PROPERTY RATCHET_COMMAND_GROUPS)
  if(NOT group IN_LIST holds_commands)
    _ratchet_claim(ratchet_add_command "${group}" "the group \"${group}\"")
    set_property(GLOBAL APPEND PROPERTY RATCHET_COMMAND_GROUPS ${group})
  endif()
endfunction()

# Turns the name in <variable> into the path of the executable target of that name, if there is one by the
# time the build is generated: the target may be added after the call.
function(_ratchet_resolve_program variable)
  set(program "${${variable}}")
  if(program MATCHES "^[A-Za-z0-9_.+:-]+$")
    set(type "$<$<TARGET_EXISTS:${program}>:$<TARGET_PROPERTY:${program},TYPE>>")
    set(is_executable "$<STREQUAL:${type},EXECUTABLE>")
    set_property(GLOBAL APPEND PROPERTY RATCHET_MEASURED_TARGETS ${program})
    set(program "$<${is_executable}:$<TARGET_FILE:${program}>>$<$<NOT:${is_executable}>:${program}>")
    set(${variable} "${program}" PARENT_SCOPE)
  endif()
endfunction()
