# ratchet_add_google_benchmark(<group> TARGET <executable> [FILTER <regular expression>] [<option>...])
#
# Registers the benchmarks of an executable that links Google Benchmark (1.7 or newer), each as a scenario of
# its own, perf.<group>/<name>: one process a run, which runs that benchmark alone. Its name is the
# benchmark's with every character but letters, digits, '_', '+', '-' and '.' turned into '-'; two that
# would become one fail the build. They are asked of the executable each time it has been built: each line that
# it prints then is taken for a benchmark, so a main of its own must print nothing else.
#
# FILTER is what --benchmark_filter takes. The options (RatchetOptions.cmake) apply to all of them.
# Call it in the directory that adds the executable.
#
#   add_executable(kernels kernels.cpp)
#   target_link_libraries(kernels PRIVATE benchmark::benchmark_main)
#   ratchet_add_google_benchmark(kernels TARGET kernels FILTER "sort|hash" REPETITIONS 14)
function(ratchet_add_google_benchmark group)
  _ratchet_parse_options(ratchet_add_google_benchmark ${ARGC} 1 "TARGET;FILTER" "")
  _ratchet_check_values(FILTER "." "a regular expression")
  _ratchet_add_library_group("${group}" google_benchmark)
endfunction()

# _ratchet_add_library_group(<group> <kind>)
#
# The group of a program that links a benchmark library, whose answers the runner reads.
function(_ratchet_add_library_group group kind)
  _ratchet_open_group("${group}" target registry)
  if(NOT registry)
    return()
  endif()
  if(NOT TARGET Ratchet::ratchet)
    message(FATAL_ERROR "${arg_function}: the target Ratchet::ratchet is not visible in ${CMAKE_CURRENT_SOURCE_DIR}: call "
                        "find_package(Ratchet) there")
  endif()
  set(filter "")
  if(arg_FILTER_count)
    string(REPLACE ";" "\\;" filter "--filter=${arg_FILTER_0}")
  endif()
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND Ratchet::ratchet discover --kind ${kind} --executable "$<TARGET_FILE:${target}>"
            --listing "${registry}/${group}" ${filter}
    BYPRODUCTS "${registry}/${group}.names" "${registry}/${group}.scenarios.json"
    COMMENT "Listing the benchmarks of ${group}"
    VERBATIM)
  _ratchet_close_group(${group} ${kind} ${target})
endfunction()
