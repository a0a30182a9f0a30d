#include "session/layout_process.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/measuring_bench.hpp"

#include <map>
#include <set>
#include <string>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

std::size_t padding_of(const LaunchRequest& request) {
    for (const auto& [name, value] : request.environment) {
        if (name == "RATCHET_PADDING") {
            return value.size();
        }
    }
    return 0;
}

/// A command that takes longer the longer its environment is: `slope` by 4096 bytes.
struct LayoutBench : testing::MeasuringBench {
    double slope = 0;
    bool allows_fixed_addresses = true;

    LayoutBench() {
        launcher = testing::FakeLauncher([this](const LaunchRequest& request) {
            level_s = 0.1 * (1 + slope * static_cast<double>(padding_of(request)) / 4096);
            LaunchResult result = launched();
            result.fixed_addresses = request.fixed_addresses && allows_fixed_addresses;
            return result;
        });
    }

    LayoutRecord measure(double budget_s = 60) {
        const SessionDirectory session = open();
        const MeasurementContext context{surroundings, session, launcher, host, clock, listener};
        Measurement measurement(context, spec, {});
        const ScenarioRecord prepared = measurement.prepare();
        launcher.requests.clear();
        return measure_layouts(context, prepared, {budget_s, measurement.deadline_ns()});
    }
};

}  // namespace

TEST_CASE("a program is run under twelve layouts, each twice in every block, without randomisation") {
    LayoutBench bench;
    const LayoutRecord record = bench.measure();
    REQUIRE(bench.launcher.requests.size() == 5 * 24);
    std::map<std::size_t, int> runs_in_block;
    for (std::size_t i = 0; i < bench.launcher.requests.size(); ++i) {
        CHECK(bench.launcher.requests[i].fixed_addresses);
        ++runs_in_block[padding_of(bench.launcher.requests[i])];
        if (i % 24 == 23) {
            CHECK(runs_in_block.size() == 12);
            for (const auto& [padding, runs] : runs_in_block) {
                CHECK(runs == 2);
            }
            runs_in_block.clear();
        }
    }
    REQUIRE(record.layouts.size() == 12);
    std::set<int> quarters;
    for (const LayoutRuns& layout : record.layouts) {
        CHECK(layout.values.size() == 10);
        CHECK(layout.padding_bytes < 4096);
        quarters.insert(layout.padding_bytes % 64 / 16);
    }
    CHECK(quarters.size() == 4);
    CHECK(record.scenario == bench.spec.name);
    CHECK(record.host_class == "class");
    CHECK(record.metric == "wall_time");
    CHECK(record.spread.reach == 0);
    CHECK(bench.listener.blocks == 5);
}

TEST_CASE("a layout that takes longer is seen by how much") {
    LayoutBench bench;
    bench.slope = 0.1;
    const LayoutRecord record = bench.measure();
    CHECK(record.spread.lower > 0);
    // From the shortest environment to the longest, 11 of 336 bytes.
    CHECK(std::abs(record.spread.reach - std::log1p(0.1 * 11 * 336 / 4096)) < 0.002);
    const LayoutRuns& first = record.layouts.front();
    CHECK(std::abs(first.values.front() - 0.1) < 0.001);
}

TEST_CASE("a small budget buys two blocks") {
    LayoutBench bench;
    CHECK(bench.measure(1).layouts.front().values.size() == 4);
    CHECK(bench.measure(8).layouts.front().values.size() == 6);  // a block takes 2.4 s
}

TEST_CASE("where randomisation cannot be switched off no layout can be repeated") {
    LayoutBench bench;
    bench.allows_fixed_addresses = false;
    CHECK_THROWS_WITH(bench.measure(), Contains("randomisation cannot be switched off"));
    CHECK(bench.launcher.requests.size() == 1);
}

TEST_CASE("a run that fails is an error that tells why") {
    LayoutBench bench;
    bench.launcher = testing::FakeLauncher([&](const LaunchRequest&) {
        bench.exit_code = bench.launcher.requests.size() > 10 ? 3 : 0;
        LaunchResult result = bench.launched();
        result.fixed_addresses = true;
        return result;
    });
    CHECK_THROWS_WITH(bench.measure(), Contains("group/name") && Contains("exit code 3"));
}
