# cmake -DNODE=<node> -DCHROMIUM=<chromium> -DSPEEDSCOPE=<its index.html> "-DNEEDS=<of these>" "-DSCRIPTS=<*.test.mjs>"
#       -DPICTURES=<example_pictures> -DWORK=<folder> -P driver.cmake
#
# Draws the example pictures into the folder and tries them in the browser, which leaves its screenshots beside them.
cmake_minimum_required(VERSION 3.25)

foreach(tool IN LISTS NEEDS)
  if(NOT ${tool})
    string(TOLOWER ${tool} name)
    message("SKIPPED: there is no ${name} (ci/setup.sh installs it)")
    return()
  endif()
endforeach()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
execute_process(COMMAND "${PICTURES}" "${WORK}" COMMAND_ERROR_IS_FATAL ANY)
list(TRANSFORM SCRIPTS PREPEND "${CMAKE_CURRENT_LIST_DIR}/")
execute_process(COMMAND "${CMAKE_COMMAND}" -E env "RATCHET_CHROMIUM=${CHROMIUM}" "RATCHET_PICTURES=${WORK}"
                        "RATCHET_SPEEDSCOPE=${SPEEDSCOPE}" "${NODE}" --test ${SCRIPTS}
                RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the pictures do not do in a browser what they should; screenshots: ${WORK}")
endif()
