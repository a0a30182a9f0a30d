# Limits on shares of samples, from CMake's words to the verdict, by a program whose shares are known.
skip_under_sanitizers()
configure(-DCMAKE_BUILD_TYPE=Release)
expect_success()
build()
expect_success()

# Semicolons, quotes, brackets and backslashes arrive as they were written.
expect_in_registry(index.json [=[share(a;b|"\(\)|[;)'\\]|x[^,]]$) <= 40%]=] scenario_options split/odd gate 0)
expect_in_registry(index.json "share(\\bheavy\\b) <= 40%" scenario_options split/broken gate 0)
expect_in_registry(index.json "share(^heavy|^no such) >= 60%" scenario_options split/kept gate 1)

ctest(-L "^perf$" --output-on-failure)
function(recorded out scenario)
  file(READ "${build}/perf/latest/scenarios/split/${scenario}/scenario.json" json)
  string(JSON value GET "${json}" ${ARGN})
  set(${out} "${value}" PARENT_SCOPE)
endfunction()
recorded(rung kept profile rung)
if(rung STREQUAL "")
  recorded(why kept profile why)
  skip("${why}")
  return()
endif()

foreach(verdict IN ITEMS "kept;unchanged" "broken;regressed" "misspelt;unchanged" "odd;failed")
  list(GET verdict 0 scenario)
  list(GET verdict 1 expected)
  recorded(actual ${scenario} verdict verdict)
  expect_equal("verdict of ${scenario}" "${actual}" "${expected}")
endforeach()
expect_output("share(\\bheavy\\b) breaks its budget")
recorded(reason odd verdict reason)
if(NOT reason MATCHES "PROFILER none")
  message(FATAL_ERROR "a share without a profile: ${reason}")
endif()

# What a renamed function would leave behind, and how timers and samples go together
file(READ "${build}/perf/latest/report.md" output)
expect_output("share(haevy)")
expect_output("near it are heavy")
foreach(component IN ITEMS light heavy)
  expect_output("- ${component}: ")
endforeach()
expect_output("of the CPU time by timers")

# From what is stored, the same again
run("${RATCHET_RUNNER}" report "${build}/perf/latest")
expect_failure("breaks its budget")

# What is no regular expression is refused before anything is measured.
file(READ "${build}/perf/registry/index.json" index)
string(REPLACE "share(haevy)" "share(h(aevy)" index "${index}")
file(WRITE "${build}/perf/registry/index.json" "${index}")
ctest(-R "^perf.split/misspelt$" --output-on-failure)
expect_failure("GATE of split/misspelt")
expect_output("column 6: this parenthesis is never closed")
