# ratchet_add_catch2(<group> TARGET <executable> [<option>...])
#
# Registers the BENCHMARKs of an executable that links Catch2 (2.9 or newer, 3.x), each as a scenario of its
# own, perf.<group>/<name>. Names become slugs as in ratchet_add_google_benchmark().
#
# Only a test case that runs knows its benchmarks, so the build runs the executable once, with one sample of
# each: keep them in a program of their own. A hidden test case is run only with the tag [!benchmark]. A run of
# a scenario runs its whole test case, for no version of Catch2 can choose within one.
#
# Needs a runner that was built with pugixml. The options (RatchetOptions.cmake) apply to all of them. Call it
# in the directory that adds the executable.
#
#   add_executable(parser_benchmarks parser_benchmarks.cpp)
#   ratchet_add_catch2(parsers TARGET parser_benchmarks)
function(ratchet_add_catch2 group)
  _ratchet_parse_options(ratchet_add_catch2 ${ARGC} 1 "TARGET" "")
  _ratchet_require_argument(TARGET)
  if(TARGET Ratchet::ratchet)
    get_target_property(runner Ratchet::ratchet ALIASED_TARGET)
    if(NOT runner)
      set(runner Ratchet::ratchet)
    endif()
    get_target_property(reads_catch2 ${runner} RATCHET_READS_CATCH2)
    if(NOT reads_catch2)
      message(FATAL_ERROR "ratchet_add_catch2: this Ratchet was built without pugixml, which reads Catch2's reports: "
                          "apt-get install libpugixml-dev and configure Ratchet again (RATCHET_WITH_PUGIXML)")
    endif()
  endif()
  _ratchet_add_library_group("${group}" catch2)
endfunction()
