# ratchet_unit_test(<folder> <source>... [LABEL unit|golden|e2e])
# One Catch2 program and one CTest test per folder of the harness: `unit.<folder>` (`golden.…`, `e2e.…`), built by the
# target `own_tests`, as is all that Ratchet's own tests run.
# Does nothing where Ratchet's own tests are not built.
#
# Tests are not optimised, whatever the configuration: compiling them would take longer than running them, and
# the code under test is in the libraries. For the same reason they share one precompiled header.
function(ratchet_unit_test folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT" "LINK")
  if(NOT RATCHET_BUILD_TESTING)
    return()
  endif()
  if(NOT arg_LABEL)
    set(arg_LABEL unit)
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  set(target ratchet_${arg_LABEL}_${folder})
  add_executable(${target} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${target} PRIVATE ratchet_test_main ${arg_LINK})
  target_precompile_headers(${target} REUSE_FROM ratchet_test_main)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O0>)
  add_dependencies(own_tests ${target})
  ratchet_strict(${target})
  add_test(NAME ${arg_LABEL}.${folder} COMMAND ${target})
  # COST: what may take longest starts first, or it would run alone at the end.
  set_tests_properties(${arg_LABEL}.${folder} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT} COST ${arg_TIMEOUT})
endfunction()
