skip_under_sanitizers()
# Without what reads its reports: said when configuring
set(RATCHET_READS_CATCH2_HERE "${RATCHET_READS_CATCH2}")
set(RATCHET_READS_CATCH2 FALSE)
configure()
expect_failure("ratchet_add_catch2: this Ratchet was built without pugixml, which reads Catch2's reports: apt-get install libpugixml-dev")
set(RATCHET_READS_CATCH2 "${RATCHET_READS_CATCH2_HERE}")
if(NOT RATCHET_READS_CATCH2)
  skip("this Ratchet was built without pugixml (apt-get install libpugixml-dev)")
  return()
endif()

configure(-DCMAKE_BUILD_TYPE=Release --fresh)
expect_success()
build()
expect_success()

# Found in sections and generators, hidden or not as the tags say, and in test cases that fail
read_tests()
set(scenarios "")
foreach(slug IN ITEMS few--int- many---more in-a-section sum-of-1000 sum-of-2000 hidden-from-a-plain-run
                      of-a-wrong-result that-throws)
  list(APPEND scenarios perf.traps/${slug})
endforeach()
expect_tests("the project" perf.session ${scenarios} perf.suite.traps perf.report)
expect_in_registry(index.json catch2 groups 0 kind)
expect_in_registry(traps.scenarios.json "few <int>" scenarios 0 original_name)
expect_in_registry(traps.scenarios.json "two, in [one] \"test\" \\ case" scenarios 0 test_case)

ctest(-R "^perf.traps/(few|in-a|hidden)" -V)
expect_success()
expect_in_run(traps/few--int- 100 facts samples)
expect_in_run(traps/few--int- iteration metrics wall_time scope)
expect_in_run(traps/in-a-section successful status)

ctest(-R "^perf.traps/(of-a|that)" --output-on-failure)
expect_failure("check failed: 5 == 42")
expect_output("check failed: the benchmark threw: no")

run("${RATCHET_RUNNER}" list --json --build "${build}")
expect_output("\"original_name\": \"sum of 1000\"")
expect_output("\"test_case\": \"generated\"")
