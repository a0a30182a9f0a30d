configure()
expect_success()

broken(crash "cannot tell its benchmarks: killed by SIGABRT")
broken(crash "the list is broken")
broken(fails "ended with exit code 3")
broken(none "lists no benchmark; is one registered")
broken(twice "the benchmarks \"first\" and \"first\" would both be the scenario \"first\"")
broken(collision "the benchmarks \"sort<int>/8\" and \"sort:int>/8\" would both be the scenario \"sort-int--8\"; rename one of them")
broken(escape "the benchmarks \"\\x1b[2J\" and \"\\x1b]2J\" would both be")
broken(filtered [[--benchmark_filter=^a;b[;$]\d "x"(y|z)$]])   # as it was written
if(RATCHET_READS_CATCH2)
  broken(no_catch2 "wrote no report; its main must give its arguments to Catch::Session")
endif()

build(--target good)
expect_success()
file(READ "${build}/perf/registry/good.names" names)
expect_equal("good.names" "${names}" "first-8\nsecond\n")
