# Text to JSON. Built by hand, because string(JSON) parses the whole document again for each value that is
# set.

# _ratchet_json_string(<out> <text>)
#
# <text> as a JSON string. A generator expression in it survives, and resolves inside the string when
# file(GENERATE) writes it; what it resolves to is not escaped again.
function(_ratchet_json_string out text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(ASCII 1 first_control)
  string(ASCII 31 last_control)
  if(text MATCHES "[${first_control}-${last_control}]")
    foreach(code RANGE 1 31)
      string(ASCII ${code} character)
      math(EXPR hexadecimal "0x100 + ${code}" OUTPUT_FORMAT HEXADECIMAL)
      string(REPLACE "0x1" "\\u00" escape "${hexadecimal}")
      string(REPLACE "${character}" "${escape}" text "${text}")
    endforeach()
  endif()
  set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()

# _ratchet_json_append(<variable> <json>)
#
# Adds one element, or one "key":value, to the inside of a JSON array or object.
function(_ratchet_json_append variable json)
  if(NOT "${${variable}}" STREQUAL "")
    set(json "${${variable}},${json}")
  endif()
  set(${variable} "${json}" PARENT_SCOPE)
endfunction()
