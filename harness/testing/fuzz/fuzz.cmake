# cmake -DCLANG=<clang++> -DHARNESS=<harness> -DPROGRAM=<to be made> -DSTEP=build -P fuzz.cmake
# cmake -DPROGRAM=<program> -DPARSER=<name> -DCORPUS=<directory> -DSTEP=run -P fuzz.cmake
cmake_minimum_required(VERSION 3.25)

if(STEP STREQUAL "build")
  if(NOT CLANG)
    message("SKIPPED: there is no clang++ (apt-get install clang)")
    return()
  endif()
  set(sources testing/fuzz/parsers.cpp base/text.cpp base/utf8.cpp model/name.cpp profile/call_graph.cpp
              profile/call_graph_dot.cpp profile/call_tree.cpp profile/callgrind_graph.cpp profile/callgrind_stacks.cpp profile/folded.cpp
              profile/foreign_profile.cpp profile/function_shares.cpp profile/json_text.cpp profile/perf_script.cpp
              profile/perf_script_line.cpp profile/pprof.cpp profile/profile_summary.cpp profile/rooted.cpp
              profile/speedscope.cpp profile/stacks.cpp profile/top_table.cpp profile/tree_text.cpp
              report/profile_wording.cpp statistics/two_proportions.cpp)
  list(TRANSFORM sources PREPEND "${HARNESS}/")
  file(GLOB headers "${HARNESS}/profile/*.hpp" "${HARNESS}/base/*.hpp")
  set(stale FALSE)
  foreach(file IN LISTS sources headers)
    if("${file}" IS_NEWER_THAN "${PROGRAM}")
      set(stale TRUE)
    endif()
  endforeach()
  if(NOT stale)
    return()
  endif()
  get_filename_component(directory "${PROGRAM}" DIRECTORY)
  file(WRITE "${directory}/try.cpp" "extern \"C\" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }\n")
  set(sanitizers -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined)
  execute_process(COMMAND "${CLANG}" ${sanitizers} "${directory}/try.cpp" -o "${directory}/try"
                  RESULT_VARIABLE result OUTPUT_QUIET ERROR_QUIET)
  if(NOT result EQUAL 0)
    file(REMOVE "${PROGRAM}")
    message("SKIPPED: ${CLANG} has no libFuzzer (apt-get install libclang-rt-dev)")
    return()
  endif()
  # All in one go, so that what they share is compiled once.
  set(together "")
  foreach(file IN LISTS sources)
    string(APPEND together "#include \"${file}\"\n")
  endforeach()
  file(WRITE "${directory}/together.cpp" "${together}")
  execute_process(COMMAND "${CLANG}" -std=c++20 -O1 -g1 ${sanitizers} "-I${HARNESS}" "${directory}/together.cpp" -lfmt
                          -o "${PROGRAM}"
                  RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "the fuzzer does not build")
  endif()
  return()
endif()

if(NOT EXISTS "${PROGRAM}")
  message("SKIPPED: there is no fuzzer; the test fuzz.build says why")
  return()
endif()
set(found "${PROGRAM}.${PARSER}")
file(REMOVE_RECURSE "${found}")
file(MAKE_DIRECTORY "${found}")
set(ENV{RATCHET_FUZZ_PARSER} "${PARSER}")
execute_process(COMMAND "${PROGRAM}" -seed=1 -runs=100000 -max_total_time=5 -max_len=2000 -timeout=10 -rss_limit_mb=1024
                        -print_final_stats=1 "-artifact_prefix=${found}." "${found}" "${CORPUS}"
                RESULT_VARIABLE result ERROR_VARIABLE log OUTPUT_VARIABLE log)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${log}\nthe input that fails: ${found}.crash-… (or leak-, timeout-, oom-)")
endif()
string(REGEX MATCH "stat::number_of_executed_units: *[0-9]+" executed "${log}")
message(STATUS "${PARSER}: ${executed}")
