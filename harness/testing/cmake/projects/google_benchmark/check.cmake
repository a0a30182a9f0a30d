skip_under_sanitizers()
if(NOT HAVE_GOOGLE_BENCHMARK)
  skip("Google Benchmark is not installed (apt-get install libbenchmark-dev)")
  return()
endif()
configure(-DCMAKE_BUILD_TYPE=Release)
expect_success()
read_tests()
expect_tests("what is not built" perf.session "perf.traps: NOT_BUILT: run cmake --build"
             "perf.part: NOT_BUILT: run cmake --build" perf.suite.quick perf.report)
build()
expect_success()

# One scenario per benchmark, under a slug of its name
read_tests()
set(scenarios "")
foreach(slug IN ITEMS sum-int--1000 sum-int--10000 sum-double--n-1000 work repeated-repeats-3 shown-repeats-2
                      aggregated-repeats-2 fixed-iterations-7 odd.-names+-a-b--c--1--------quoted------
                      sleeps-iterations-5-real_time by_hand-iterations-4-manual_time
                      threads-process_time-real_time-threads-2 counters-iterations-3 hides_its_time-iterations-3 fails
                      grows-64-repeats-2 grows-256-repeats-2 grows-1024-repeats-2)
  list(APPEND scenarios perf.traps/${slug})
endforeach()
expect_tests("the project" perf.session ${scenarios} perf.part/sum-int--1000 perf.part/sum-double--n-1000
             perf.suite.traps perf.suite.part perf.suite.quick perf.report)
expect_property(perf.traps/work LABELS "library;perf;perf.quick;perf.traps")
expect_command(perf.traps/work run --ctest --registry "${build}/perf/registry" traps/work)
expect_in_registry(index.json google_benchmark groups 0 kind)
expect_in_registry(traps.scenarios.json "sum<double>/n:1000" scenarios 2 original_name)

# Another filter takes effect by a build, though no source has changed.
configure("-DFILTER=^work$")
build()
expect_success()
file(READ "${build}/perf/registry/part.names" names)
expect_equal("part.names" "${names}" "work\n")
configure("-DFILTER=^absent$")
build()
expect_failure("has no benchmark that FILTER \"^absent$\" lets pass")
if(EXISTS "${build}/perf/registry/part.names")
  message(FATAL_ERROR "part.names was written")
endif()

# Each run is one process that runs that benchmark alone; its file is read whatever is in it.
ctest(-R "^perf.traps/(odd|counters|by_hand|repeated|threads|sum-double)" -V)
expect_success()
expect_in_run(traps/by_hand-iterations-4-manual_time 0.25 metrics wall_time value)
expect_in_run(traps/by_hand-iterations-4-manual_time "0.25" iteration_times_s)
expect_in_run(traps/counters-iterations-3 42 metrics plain value)
expect_in_run(traps/counters-iterations-3 "the benchmark's counter was NaN" missing "not a number")
expect_in_run(traps/sum-double--n-1000 "items/s" metrics throughput unit)
expect_in_run(traps/sum-double--n-1000 "B/s" metrics bytes_per_second unit)
file(READ "${build}/perf/latest/scenarios/traps/repeated-repeats-3/runs/001/run.json" json)
json_value(times "${json}" iteration_times_s)
list(LENGTH times count)
expect_equal("times of three repetitions" ${count} 3)

ctest(-R "^perf.traps/(fails|hides|aggregated)" --output-on-failure)
expect_failure("check failed: the benchmark reported an error: the \"input\" is not there")
expect_output("the key \"real_time\" stands twice")
expect_output("DisplayAggregatesOnly()")

# What list tells: the original name, and what the options made of it
run("${RATCHET_RUNNER}" list --json --build "${build}")
expect_success()
expect_output("\"original_name\": \"by_hand/iterations:4/manual_time\"")
expect_output("\"kind\": \"google_benchmark\"")
expect_output("\"description\": \"a fixed sum\"")
