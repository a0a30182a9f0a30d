#include "registry/environment.hpp"

#include "base/error.hpp"
#include "catch.hpp"

using ratchet::apply_environment;
using ratchet::Error;
using ratchet::ProjectRegistry;
using ratchet::ScenarioSpec;

namespace {

ProjectRegistry two_scenarios() {
    ProjectRegistry registry;
    registry.scenarios.resize(2);
    registry.scenarios[0].name = {"a", "x"};
    registry.scenarios[1].name = {"a", "y"};
    registry.scenarios[1].repetitions = 12;
    return registry;
}

}  // namespace

TEST_CASE("variables override the registry for every scenario") {
    const ProjectRegistry registry = apply_environment(
        two_scenarios(),
        {{"RATCHET_REPETITIONS", "11"}, {"RATCHET_MAX_REPETITIONS", "15"}, {"RATCHET_PROFILER", "none"}});
    for (const ScenarioSpec& spec : registry.scenarios) {
        CHECK(spec.repetitions == 11);
        CHECK(spec.max_repetitions == 15);
        CHECK(spec.profiler == "none");
        CHECK(spec.option_origin.at("repetitions") == "environment");
        CHECK(spec.option_origin.at("max_repetitions") == "environment");
        CHECK(spec.option_origin.at("profiler") == "environment");
    }
}

TEST_CASE("variables that are absent, empty or others' change nothing") {
    CHECK(apply_environment(two_scenarios(), {}) == two_scenarios());
    CHECK(apply_environment(two_scenarios(), {{"RATCHET_REPETITIONS", ""}, {"REPETITIONS", "3"}}) ==
          two_scenarios());
}

TEST_CASE("one repetition count from the environment moves the other where they contradict") {
    CHECK(apply_environment(two_scenarios(), {{"RATCHET_REPETITIONS", "40"}}).scenarios[0].max_repetitions ==
          40);
    const ProjectRegistry capped = apply_environment(two_scenarios(), {{"RATCHET_MAX_REPETITIONS", "10"}});
    CHECK(capped.scenarios[0].repetitions == 9);
    CHECK(capped.scenarios[1].repetitions == 10);
}

TEST_CASE("values that cannot be honoured are refused by the variable's name") {
    for (const char* value : {"0", "-1", "1000000", "9x", " 9", "9.5", "99999999999999999999", "\x1b[2J"}) {
        CAPTURE(value);
        CHECK_THROWS_WITH(apply_environment({}, {{"RATCHET_REPETITIONS", value}}),
                          Catch::StartsWith("RATCHET_REPETITIONS") && !Catch::Contains("\x1b"));
        CHECK_THROWS_WITH(apply_environment({}, {{"RATCHET_MAX_REPETITIONS", value}}),
                          Catch::StartsWith("RATCHET_MAX_REPETITIONS"));
    }
    CHECK_THROWS_WITH(apply_environment({}, {{"RATCHET_PROFILER", "magic"}}),
                      Catch::StartsWith("RATCHET_PROFILER") && Catch::Contains("callgrind or counters"));
    for (const char* profiler : {"auto", "none", "sampling", "gperftools", "callgrind", "counters"}) {
        CHECK(apply_environment(two_scenarios(), {{"RATCHET_PROFILER", profiler}}).scenarios[0].profiler ==
              profiler);
    }
    CHECK_THROWS_AS(apply_environment({}, {{"RATCHET_REPETITIONS", "9"}, {"RATCHET_MAX_REPETITIONS", "8"}}),
                    Error);
}
