# Arguments by index. cmake_parse_arguments() makes lists of them, and a list loses text that ends with a
# backslash or holds a lone bracket.

# _ratchet_parse_arguments(<function> <argc> <first> <keywords with one value> <keywords with several>)
#
# Sorts the arguments of the calling function, from index <first> on, under their keywords:
#   arg_<KEYWORD>_count  how many values; not defined where the keyword is absent
#   arg_<KEYWORD>_<i>    the values, from 0, exactly as the user wrote them
# An unknown argument, a keyword given twice and one without a value are errors. A macro, because only the
# function's own scope knows its ARGV<i>.
macro(_ratchet_parse_arguments function argc first one_value many_values)
  set(arg_function "${function}")
  set(arg_one_value ${one_value})
  set(arg_many_values ${many_values})
  set(arg_keyword "")
  foreach(arg_name IN LISTS arg_one_value arg_many_values)
    unset(arg_${arg_name}_count)
    unset(arg_${arg_name}_0)
  endforeach()

  set(arg_index ${first})
  while(arg_index LESS ${argc})
    _ratchet_sort_argument("${ARGV${arg_index}}")
    math(EXPR arg_index "${arg_index} + 1")
  endwhile()

  foreach(arg_name IN LISTS arg_one_value arg_many_values)
    if("${arg_${arg_name}_count}" STREQUAL "0")
      message(FATAL_ERROR "${function}: ${arg_name} needs a value")
    endif()
  endforeach()
endmacro()

# Puts one argument where it belongs, in the scope of the function whose arguments are parsed.
function(_ratchet_sort_argument argument)
  if(argument IN_LIST arg_one_value OR argument IN_LIST arg_many_values)
    if(DEFINED arg_${argument}_count)
      message(FATAL_ERROR "${arg_function}: ${argument} is given twice")
    endif()
    set(arg_keyword "${argument}" PARENT_SCOPE)
    set(arg_${argument}_count 0 PARENT_SCOPE)
    return()
  endif()

  set(count "${arg_${arg_keyword}_count}")
  if(arg_keyword STREQUAL "" OR (arg_keyword IN_LIST arg_one_value AND count EQUAL 1))
    set(allowed ${arg_one_value} ${arg_many_values})
    list(SORT allowed)
    list(JOIN allowed " " allowed)
    message(FATAL_ERROR "${arg_function}: unknown argument \"${argument}\"; it takes ${allowed}")
  endif()
  set(arg_${arg_keyword}_${count} "${argument}" PARENT_SCOPE)
  math(EXPR count "${count} + 1")
  set(arg_${arg_keyword}_count ${count} PARENT_SCOPE)
endfunction()

# _ratchet_require_argument(<KEYWORD>)
function(_ratchet_require_argument keyword)
  if(NOT DEFINED arg_${keyword}_count)
    message(FATAL_ERROR "${arg_function}: ${keyword} is missing")
  endif()
  if(arg_${keyword}_0 STREQUAL "")
    message(FATAL_ERROR "${arg_function}: ${keyword} is empty")
  endif()
endfunction()

# _ratchet_check_values(<KEYWORD> <regular expression> <what is allowed>)
#
# Every value of <KEYWORD>, if there are any, must match.
function(_ratchet_check_values keyword pattern allowed)
  if(arg_${keyword}_count)
    math(EXPR last "${arg_${keyword}_count} - 1")
    foreach(index RANGE ${last})
      if(NOT arg_${keyword}_${index} MATCHES "${pattern}")
        message(FATAL_ERROR "${arg_function}: ${keyword} \"${arg_${keyword}_${index}}\" is not ${allowed}")
      endif()
    endforeach()
  endif()
endfunction()

# _ratchet_check_count(<what> <value>)
function(_ratchet_check_count what value)
  if(NOT value MATCHES "^[1-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?$")
    message(FATAL_ERROR "${what} \"${value}\" is not a whole number from 1 to 999999")
  endif()
endfunction()

# _ratchet_json_array(<out> <KEYWORD>): the values of <KEYWORD> as a JSON array of strings.
function(_ratchet_json_array out keyword)
  set(elements "")
  math(EXPR last "${arg_${keyword}_count} - 1")
  foreach(index RANGE ${last})
    _ratchet_json_string(element "${arg_${keyword}_${index}}")
    _ratchet_json_append(elements "${element}")
  endforeach()
  set(${out} "[${elements}]" PARENT_SCOPE)
endfunction()

# _ratchet_argument_list(<out> <KEYWORD>): the values as a list; only for values checked to hold nothing
# special.
function(_ratchet_argument_list out keyword)
  set(values "")
  if(arg_${keyword}_count)
    math(EXPR last "${arg_${keyword}_count} - 1")
    foreach(index RANGE ${last})
      list(APPEND values "${arg_${keyword}_${index}}")
    endforeach()
  endif()
  set(${out} "${values}" PARENT_SCOPE)
endfunction()
