# The options that all functions which add scenarios, and ratchet_set_scenario(), share:
#
#   DESCRIPTION <text>
#   REPETITIONS <n>             runs at the first look; default 9; fewer only report
#   MAX_REPETITIONS <n>         runs at the last look; default 20
#   PROFILER auto|none|sampling|gperftools|callgrind|counters
#                               who profiles a run of its own behind the judged ones; default auto: the best that is to be
#                               had of sampling and gperftools, of a scenario with gates; one by name has to be there
#   GATE none | <gate>...       e.g. "wall_time 2%/5%" "peak_rss <= 64MiB" "share(malloc|free) <= 5%"; default
#                               wall_time, and throughput where the number of items varies
#   CPUS <n>                    CPUs to pin to and to reserve in `ctest -j`
#   TIMEOUT <seconds>           of the CTest test; default 600
#   LABELS <label>...           further CTest labels; `nightly` replaces perf and perf.<suite>
#   ENVIRONMENT <NAME>[=<value>]...   set, or passed through from the caller's environment
#   WORKING_DIRECTORY <dir>     default the caller's binary directory, to which a relative one is relative
#   BASELINE_DIR <dir>          default ${PROJECT_SOURCE_DIR}/baselines; a relative one is relative to the caller's
#                               source directory
#
# User text is taken literally, except for generator expressions, in DESCRIPTION, ENVIRONMENT,
# WORKING_DIRECTORY and BASELINE_DIR.

# _ratchet_parse_options(<function> <argc> <first> <more keywords with one value> <more keywords with
# several>)
macro(_ratchet_parse_options function argc first one_value many_values)
  _ratchet_parse_arguments(${function} ${argc} ${first}
    "DESCRIPTION;REPETITIONS;MAX_REPETITIONS;PROFILER;CPUS;TIMEOUT;WORKING_DIRECTORY;BASELINE_DIR;${one_value}"
    "GATE;LABELS;ENVIRONMENT;${many_values}")
  _ratchet_check_options()
endmacro()

# Refuses what no scenario could mean, while the user's call is still on CMake's stack.
function(_ratchet_check_options)
  foreach(keyword IN ITEMS REPETITIONS MAX_REPETITIONS CPUS TIMEOUT)
    if(arg_${keyword}_count)
      _ratchet_check_count("${arg_function}: ${keyword}" "${arg_${keyword}_0}")
    endif()
  endforeach()
  if(arg_REPETITIONS_count AND arg_MAX_REPETITIONS_count AND arg_MAX_REPETITIONS_0 LESS arg_REPETITIONS_0)
    message(FATAL_ERROR "${arg_function}: MAX_REPETITIONS ${arg_MAX_REPETITIONS_0} is below "
                        "REPETITIONS ${arg_REPETITIONS_0}")
  endif()
  _ratchet_check_values(PROFILER "^(auto|none|sampling|gperftools|callgrind|counters)$"
    "auto, none, sampling, gperftools, callgrind or counters")
  _ratchet_check_values(GATE "^[A-Za-z_]"
    "a gate; quote one that has several words, as in GATE \"wall_time 3%/10%\" \"peak_rss <= 64MiB\"")
  _ratchet_check_values(LABELS "^[A-Za-z0-9_.:/+-]+$" "a label of letters, digits and any of _ . : / + -")
  _ratchet_check_values(ENVIRONMENT "^[A-Za-z_][A-Za-z0-9_]*(=|$)" "<NAME>=<value>, nor a <NAME> to pass through")
endfunction()

# _ratchet_default_directories()
#
# Gives the two directories the values that only the caller's directory knows.
function(_ratchet_default_directories)
  if(NOT arg_WORKING_DIRECTORY_count)
    set(arg_WORKING_DIRECTORY_count 1 PARENT_SCOPE)
    set(arg_WORKING_DIRECTORY_0 "${CMAKE_CURRENT_BINARY_DIR}" PARENT_SCOPE)
  endif()
  if(NOT arg_BASELINE_DIR_count)
    set(arg_BASELINE_DIR_count 1 PARENT_SCOPE)
    set(arg_BASELINE_DIR_0 "${PROJECT_SOURCE_DIR}/baselines" PARENT_SCOPE)
  endif()
endfunction()

# _ratchet_options_json(<out>)
#
# The options that were given, as the registry's JSON object. An absent key means the runner's default.
function(_ratchet_options_json out)
  set(fields "")
  _ratchet_text_field(description DESCRIPTION)
  _ratchet_number_field(repetitions REPETITIONS)
  _ratchet_number_field(max_repetitions MAX_REPETITIONS)
  _ratchet_text_field(profiler PROFILER)
  _ratchet_array_field(gate GATE)
  _ratchet_number_field(cpus CPUS)
  _ratchet_number_field(timeout_s TIMEOUT)
  _ratchet_array_field(labels LABELS)
  _ratchet_array_field(environment ENVIRONMENT)
  _ratchet_directory_field(working_directory WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}")
  _ratchet_directory_field(baseline_directory BASELINE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  set(${out} "{${fields}}" PARENT_SCOPE)
endfunction()

# _ratchet_text_field(<key> <KEYWORD>) and its kin add "key":value to the caller's `fields` where <KEYWORD>
# was given.
function(_ratchet_text_field key keyword)
  if(arg_${keyword}_count)
    _ratchet_json_string(value "${arg_${keyword}_0}")
    _ratchet_json_append(fields "\"${key}\":${value}")
    set(fields "${fields}" PARENT_SCOPE)
  endif()
endfunction()

function(_ratchet_number_field key keyword)
  if(arg_${keyword}_count)
    _ratchet_json_append(fields "\"${key}\":${arg_${keyword}_0}")
    set(fields "${fields}" PARENT_SCOPE)
  endif()
endfunction()

function(_ratchet_array_field key keyword)
  if(arg_${keyword}_count)
    _ratchet_json_array(value ${keyword})
    _ratchet_json_append(fields "\"${key}\":${value}")
    set(fields "${fields}" PARENT_SCOPE)
  endif()
endfunction()

function(_ratchet_directory_field key keyword base)
  if(arg_${keyword}_count)
    if(arg_${keyword}_0 STREQUAL "")
      message(FATAL_ERROR "${arg_function}: ${keyword} is empty; leave it out for the default")
    endif()
    if(NOT arg_${keyword}_0 MATCHES "^\\$<")
      cmake_path(ABSOLUTE_PATH arg_${keyword}_0 BASE_DIRECTORY "${base}" NORMALIZE)
    endif()
    _ratchet_text_field(${key} ${keyword})
    set(fields "${fields}" PARENT_SCOPE)
  endif()
endfunction()

# _ratchet_tell_ctest_options(<owner>)
#
# The few options that CTest itself must know. <owner> is a group, a command, or set/<scenario>.
function(_ratchet_tell_ctest_options owner)
  foreach(keyword IN ITEMS TIMEOUT CPUS LABELS)
    if(arg_${keyword}_count)
      _ratchet_argument_list(values ${keyword})
      _ratchet_tell_ctest("set(RATCHET_${keyword}_OF_${owner} \"${values}\")")
    endif()
  endforeach()
endfunction()
