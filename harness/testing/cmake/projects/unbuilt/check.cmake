set(RATCHET_RUNNER "${echo_runner}")
configure()
expect_success()

# Not built: the name of the target's group, in each of its suites
ctest(-L "^perf.quick$")
expect_failure("perf.c++: NOT_BUILT: run cmake --build (Failed)")
expect_output("perf.suite.quick: unknown scenario other/one (Failed)")
string(FIND "${output}" "c++/frist" at)
expect_equal("of an unbuilt group nothing is unknown" "${at}" -1)

# Built: the names that do not exist
build()
expect_success()
ctest(-L "^perf$")
expect_failure("perf.suite.quick: unknown scenario c++/frist (Failed)")
expect_output("perf.suite.quick: unknown scenario other/one (Failed)")
expect_output("perf: ratchet_set_scenario of unknown scenario c++/secnod (Failed)")
expect_output("3 tests failed out of 9")

# The build's part of the registry is made again by the build, all of it by a configure.
file(REMOVE "${build}/perf/registry/c++.names")
read_tests()
expect_property("perf.c++: NOT_BUILT: run cmake --build" LABELS "perf;perf.c++;perf.quick")
build()
expect_success()
read_tests()
expect_property(perf.c++/first LABELS "perf;perf.c++;perf.quick")
file(REMOVE_RECURSE "${build}/perf")
read_tests()
expect_tests("a build without a registry" "perf: NO_REGISTRY: run cmake again")

# Nor is the runner there before it is built.
configure("-DRATCHET_RUNNER=${WORK}/not/built")
read_tests()
expect_tests("a build without a runner" "perf: NOT_BUILT: run cmake --build")
expect_property("${tests}" LABELS "perf;perf.c++;perf.quick")
