# ratchet_add_command(<group> <name> COMMAND <program> [<argument>...] [GRID <key>=<value>[,<value>...] ...]
#                     [THROUGHPUT <count> <unit>] [READY_LINE <text>] [<option>...])
#
# Registers a program as the scenario perf.<group>/<name>, measured from launch to exit unless it writes a
# result file of its own. <program> is an executable target of this build or a program to be found in PATH.
# Arguments are taken literally except for generator expressions; no shell sees them.
#
#   ratchet_add_command(zstd level3 COMMAND zstd -3 -c corpus.tar GATE "wall_time 3%" "peak_rss <= 64MiB")
#
# GRID registers one scenario per combination of values instead (RatchetGrid.cmake):
#
#   ratchet_add_command(zstd pack COMMAND zstd -@level@ -T@threads@ -c corpus.tar GRID level=1,3,9 threads=1,2)
#
# THROUGHPUT says how much one run does: the metric throughput is that over the run's time, in <unit>/s.
#
# READY_LINE is for programs that start up and then work on: the metric startup_time is the time from launch until a
# line of the program's output holds <text>.
#
#   ratchet_add_command(server start COMMAND server --selftest READY_LINE "listening on" GATE "startup_time 5%")
function(ratchet_add_command group name)
  _ratchet_parse_options(ratchet_add_command ${ARGC} 2 "READY_LINE" "COMMAND;GRID;THROUGHPUT")
  _ratchet_check_scenario_name(ratchet_add_command "${group}/${name}")
  _ratchet_require_argument(COMMAND)
  _ratchet_check_throughput()
  _ratchet_check_ready_line()
  _ratchet_read_grid()
  _ratchet_claim_command_group(${group})
  _ratchet_claim(ratchet_add_command "${group}/${name}" "the command \"${group}/${name}\"")

  _ratchet_open_registry(registry)
  if(NOT registry)
    return()
  endif()
  _ratchet_default_directories()
  if(grid_count EQUAL 0)
    _ratchet_add_command_scenario("${name}" "")
  else()
    _ratchet_add_grid()
  endif()
endfunction()

# _ratchet_add_command_scenario(<name> <more fields of the registry's JSON>)
function(_ratchet_add_command_scenario name fields)
  _ratchet_json_append(fields "\"group\":\"${group}\",\"name\":\"${name}\"")
  _ratchet_resolve_program(arg_COMMAND_0)
  _ratchet_json_array(command COMMAND)
  _ratchet_json_append(fields "\"command\":${command}")
  if(arg_THROUGHPUT_count)
    _ratchet_json_string(unit "${arg_THROUGHPUT_1}")
    _ratchet_json_append(fields "\"work\":{\"count\":${arg_THROUGHPUT_0},\"unit\":${unit}}")
  endif()
  _ratchet_text_field(ready_line READY_LINE)
  _ratchet_options_json(options)
  _ratchet_generate("${registry}/${group}.${name}.command.json" "${fields},\"options\":${options}")

  _ratchet_index_append(commands "\"${group}/${name}\"")
  _ratchet_tell_ctest("list(APPEND RATCHET_COMMANDS ${group}/${name})")
  _ratchet_tell_ctest_options(${group}/${name})
endfunction()

function(_ratchet_check_ready_line)
  if(arg_READY_LINE_count AND (arg_READY_LINE_0 STREQUAL "" OR arg_READY_LINE_0 MATCHES "[\r\n]"))
    message(FATAL_ERROR "${arg_function}: READY_LINE takes a part of one line of the program's output, which it writes once "
                        "it is ready")
  endif()
endfunction()

# The count may still be a key of the grid.
function(_ratchet_check_throughput)
  if(NOT arg_THROUGHPUT_count)
    return()
  endif()
  if(NOT arg_THROUGHPUT_count EQUAL 2 OR arg_THROUGHPUT_1 STREQUAL "")
    message(FATAL_ERROR "${arg_function}: THROUGHPUT takes a count and a unit, as in THROUGHPUT 5000 nodes")
  endif()
  if(NOT arg_GRID_count)
    _ratchet_check_work("${arg_THROUGHPUT_0}")
  endif()
endfunction()

function(_ratchet_check_work count)
  if(NOT count MATCHES "^(0|[1-9][0-9]*)(\\.[0-9]+)?$" OR NOT count MATCHES "[1-9]")
    message(FATAL_ERROR "${arg_function}: THROUGHPUT \"${count}\" is not a number above 0")
  endif()
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
