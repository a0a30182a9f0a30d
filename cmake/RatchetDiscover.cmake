# Run after each build of a scenario program: asks it for its scenarios.
#
#   cmake -DRATCHET_EXECUTABLE=<program> -DRATCHET_LISTING=<registry>/<group> -P RatchetDiscover.cmake
#
# Writes <group>.scenarios.json and then <group>.names, the one that ctest looks for. Any doubt about the
# answer fails the build, with the reason, and leaves neither.
cmake_minimum_required(VERSION 3.25)

function(refuse text)
  message(FATAL_ERROR "Ratchet: ${RATCHET_EXECUTABLE} ${text}")
endfunction()

function(ask form answer)
  execute_process(COMMAND "${RATCHET_EXECUTABLE}" --ratchet-list=${form}
    OUTPUT_VARIABLE output ERROR_VARIABLE error RESULT_VARIABLE result TIMEOUT 30)
  if(NOT result EQUAL 0)
    refuse("cannot list its scenarios: with --ratchet-list=${form} it ended with ${result}\n${error}")
  endif()
  set(${answer} "${output}" PARENT_SCOPE)
endfunction()

# Only text that is free of foreign characters is made a list.
function(check_names text out)
  if(text MATCHES "[^\n]*[^A-Za-z0-9_+.\n-][^\n]*")
    refuse("lists a scenario \"${CMAKE_MATCH_0}\"; a name has letters, digits, '_', '+', '-' and '.'")
  endif()
  string(REGEX REPLACE "\n$" "" text "${text}")
  string(REPLACE "\n" ";" names "${text}")
  if(names STREQUAL "")
    refuse("lists no scenario; is one declared with RATCHET_SCENARIO?")
  endif()
  foreach(name IN LISTS names)
    if(NOT name MATCHES "^[A-Za-z0-9]")
      refuse("lists a scenario \"${name}\"; a name begins with a letter or digit")
    endif()
    if(DEFINED seen_${name})
      refuse("lists the scenario \"${name}\" twice")
    endif()
    set(seen_${name} TRUE)
  endforeach()
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

function(write_whole file text)
  file(WRITE "${file}.new" "${text}")
  file(RENAME "${file}.new" "${file}")
endfunction()

file(REMOVE "${RATCHET_LISTING}.names" "${RATCHET_LISTING}.scenarios.json")
ask(names lines)
check_names("${lines}" names)
ask(json json)
list(LENGTH names count)
string(JSON described ERROR_VARIABLE problem LENGTH "${json}" scenarios)
if(NOT described EQUAL count)
  refuse("lists ${count} scenarios by name, and as JSON ${described} ${problem}")
endif()
write_whole("${RATCHET_LISTING}.scenarios.json" "${json}")
write_whole("${RATCHET_LISTING}.names" "${lines}")
