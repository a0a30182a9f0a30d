# What CI services and dashboards get to see of a session: Test.xml, JUnit XML, OpenMetrics, GitHub's summary and
# annotations.
skip_under_sanitizers()
find_program(xmllint xmllint)

# expect_valid(<xml> [<argument of xmllint>...])
function(expect_valid xml)
  if(NOT xmllint)
    message(NOTICE "${xml} is not validated: xmllint is absent (apt-get install libxml2-utils)")
    return()
  endif()
  run("${xmllint}" --noout --nonet ${ARGN} "${xml}")
  expect_success()
endfunction()

# expect_count(<what> <text> <regex> <count>)
function(expect_count what text regex count)
  string(REGEX MATCHALL "${regex}" found "${text}")
  list(LENGTH found actual)
  expect_equal("count of ${what}" ${actual} ${count})
endfunction()

foreach(variable IN ITEMS GITHUB_ACTIONS GITHUB_STEP_SUMMARY GITLAB_CI CI_PROJECT_DIR RATCHET_MODE
                          RATCHET_CTEST_MEASUREMENTS)
  unset(ENV{${variable}})
endforeach()
configure(-DCMAKE_BUILD_TYPE=Release)
expect_success()
build()
expect_success()

# A dashboard's test step, where GitHub Actions runs it
set(ENV{RATCHET_CTEST_MEASUREMENTS} 1)
set(ENV{GITHUB_ACTIONS} true)
set(ENV{GITHUB_STEP_SUMMARY} "${WORK}/summary.md")
file(WRITE "${WORK}/summary.md" "what the step wrote before")
ctest(-T Test --no-compress-output -L "^perf$")
expect_failure("tests failed out of")
set(test_output "${output}")

file(GLOB test_xml "${build}/Testing/*/Test.xml")
expect_valid("${test_xml}")
file(READ "${test_xml}" xml)
# Lists of CMake know brackets and semicolons.
string(REGEX REPLACE "[][;]" "_" xml "${xml}")
set(number "[0-9.e+-]+")
expect_count("medians" "${xml}"
  "<NamedMeasurement type=\"numeric/double\" name=\"wall_time .s.\">[ \n\t]*<Value>${number}</Value>" 2)
expect_count("injected measurements" "${xml}" "<NamedMeasurement[^>]*name=\"injected\"" 0)
foreach(file IN ITEMS perf-junit.xml metrics.txt)
  expect_count("${file} in Test.xml" "${xml}"
    "<NamedMeasurement name=\"${file}\" encoding=\"base64\" compression=\"tar/gzip\" filename=\"${file}\" type=\"file\">[ \n\t]*<Value>H4sI" 1)
endforeach()
# scenario.json of the two that failed; suite.json; report.md
foreach(attached IN ITEMS "scenario.json;2" "suite.json;1" "report.md;1")
  list(GET attached 0 file)
  list(GET attached 1 count)
  expect_count("${file} in Test.xml" "${xml}"
    "<NamedMeasurement name=\"Attached File\" encoding=\"base64\" compression=\"tar/gzip\" filename=\"${file}\" type=\"file\">[ \n\t]*<Value>H4sI" ${count})
endforeach()
foreach(verdict IN ITEMS unchanged regressed failed)
  expect_count("details of ${verdict}" "${xml}" "<Value>${verdict}[:<]" 1)
endforeach()

# The session's own files
set(session "${build}/perf/latest")
expect_valid("${session}/perf-junit.xml" --schema "${repository}/harness/report/junit.xsd")
file(READ "${session}/perf-junit.xml" junit)
foreach(line IN ITEMS "tests=\"3\" failures=\"1\" errors=\"1\"" "<failure type=\"regressed\" message=\"regressed: "
                      "<error type=\"failed\" message=\"failed: ")
  string(FIND "${junit}" "${line}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "perf-junit.xml lacks ${line}:\n${junit}")
  endif()
endforeach()
string(REGEX MATCHALL "\\[\\[ATTACHMENT\\|[^\n]+\\]\\]\n" attachments "${junit}")
string(REGEX REPLACE "[][|]|ATTACHMENT" "" attachments "${attachments}")
if(attachments STREQUAL "")
  message(FATAL_ERROR "perf-junit.xml attaches nothing:\n${junit}")
endif()
foreach(attachment IN LISTS attachments)
  string(STRIP "${attachment}" attachment)
  if(NOT EXISTS "${attachment}")
    message(FATAL_ERROR "perf-junit.xml attaches ${attachment}, which is not there")
  endif()
endforeach()
file(READ "${session}/metrics.txt" metrics)
if(NOT metrics MATCHES "\nratchet_metric_wall_time_seconds{[^\n]*scenario=\"sums/in_time\"[^\n]*} ${number}\n" OR
   NOT metrics MATCHES "\n# EOF\n$")
  message(FATAL_ERROR "metrics.txt lacks the wall time or its end:\n${metrics}")
endif()

# GitHub: one summary, and annotations that each begin a line, behind ctest's own summary
file(READ "${WORK}/summary.md" summary)
expect_count("reports in the summary" "${summary}" "# Performance of ci_outputs" 1)
if(NOT summary MATCHES "^what the step wrote before\n\n# Performance")
  message(FATAL_ERROR "the summary was not appended:\n${summary}")
endif()
expect_count("errors" "${test_output}" "\n::error title=sums/[a-z_]+ (regressed|failed)::" 2)
expect_count("commands of the program's own" "${test_output}" "\n *::add-mask::" 0)

# Shown again, nothing is appended again, and nothing told that is not asked for.
unset(ENV{RATCHET_CTEST_MEASUREMENTS})
ctest(-R "^perf.report$" -V)
expect_success()
expect_count("tags unasked" "${output}" "<CTestMeasurement" 0)
file(READ "${WORK}/summary.md" again)
expect_equal("the summary after a second look" "${again}" "${summary}")

# GitLab finds files from its project's directory.
set(ENV{GITLAB_CI} true)
set(ENV{CI_PROJECT_DIR} "${WORK}")
file(REAL_PATH "${session}" measured)
run("${RATCHET_RUNNER}" report "${measured}" --only-write --registry "${build}/perf/registry")
expect_success()
file(READ "${session}/perf-junit.xml" junit)
string(FIND "${junit}" "[[ATTACHMENT|build/perf/" at)
if(at EQUAL -1)
  message(FATAL_ERROR "attachments are not relative to CI_PROJECT_DIR:\n${junit}")
endif()

# What cannot be honoured is refused before anything is measured.
set(ENV{RATCHET_CTEST_MEASUREMENTS} yes)
ctest(-R "^perf.sums/in_time$" --output-on-failure)
expect_failure("RATCHET_CTEST_MEASUREMENTS")
