# ratchet_write_ctest_custom()
#
# Lets ctest end with the verdicts of the session: writes CTestCustom.cmake into the top-level build
# directory, with a CTEST_CUSTOM_POST_TEST that prints them after ctest's own summary and is silent where no
# session was run. Opt-in, since the file belongs to the whole build; one that the project has written itself
# is left alone.
function(ratchet_write_ctest_custom)
  if(ARGC)
    message(FATAL_ERROR "ratchet_write_ctest_custom: unknown argument \"${ARGV0}\"; it takes none")
  endif()
  _ratchet_open_registry(registry)
  if(NOT registry)
    return()
  endif()

  set(marker "# Written by ratchet_write_ctest_custom().")
  set(custom "${CMAKE_BINARY_DIR}/CTestCustom.cmake")
  if(EXISTS "${custom}")
    file(READ "${custom}" existing)
    string(FIND "${existing}" "${marker}" at)
    if(NOT at EQUAL 0)
      message(NOTICE "Ratchet: ${custom} is not Ratchet's and stays as it is: ctest will print no verdicts after its "
                     "summary")
      return()
    endif()
  endif()

  # ctest reads this before it knows its configuration: the hooks of all are run, and that of the session's
  # owner speaks.
  _ratchet_configurations(configurations)
  if(NOT configurations)
    set(configurations only)
  endif()
  file(WRITE "${custom}" "${marker}
foreach(configuration IN ITEMS ${configurations})
  string(REPLACE \"$<CONFIG>\" \"\${configuration}\" registry [==[${registry}]==])
  if(EXISTS \"\${registry}/runner\")
    file(READ \"\${registry}/runner\" runner)
    if(EXISTS \"\${runner}\")
      list(APPEND CTEST_CUSTOM_POST_TEST \"\\\"\${runner}\\\" session summary --registry \\\"\${registry}\\\"\")
    endif()
  endif()
endforeach()
")
endfunction()
