#include "scenario/recording.hpp"

#include "catch.hpp"
#include "scenario/manual_clock.hpp"
#include <ratchet/scenario.hpp>

#include <limits>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace ratchet;
using namespace ratchet::runtime;
using Catch::Matchers::Contains;

namespace {

constexpr auto lower = Direction::lower_is_better;
constexpr auto higher = Direction::higher_is_better;

/// What a scenario function leaves behind under a plan (none: exploring).
Result record(const std::function<void(Run&)>& scenario,
              const std::optional<RunPlan>& plan = RunPlan{3, 0, 1}, std::uint64_t seed = 0) {
    const ManualClock clock;
    detail::Recording recording(ManualClock::clock(), plan, seed);
    Run run(recording);
    scenario(run);
    return recording.finish();
}

void no_work() {}

}  // namespace

TEST_CASE("a planned run records the time per call of its timed iterations") {
    int calls = 0;
    const Result result = record(
        [&](Run& run) {
            ManualClock::advance_s(5);  // set-up
            run.measure([&] { ManualClock::advance_ns(++calls <= 8 ? 1000 : 100); });
        },
        RunPlan{3, 2, 4});
    CHECK(calls == (2 + 3) * 4);
    REQUIRE(result.iteration_times_s.size() == 3);
    for (const double time_s : result.iteration_times_s) {
        CHECK(time_s == Approx(100e-9));
    }
    CHECK(result.batch == 4);
    CHECK(result.warmup_iterations == 2);
    CHECK(result.batchable);
    CHECK_FALSE(result.exploration);
}

TEST_CASE("the timed window reaches from the first timed iteration to the end of the last") {
    const Result result =
        record([](Run& run) { run.measure([] { ManualClock::advance_ns(10); }); }, RunPlan{3, 2, 1});
    REQUIRE(result.timed_window);
    CHECK(result.timed_window->end_ns - result.timed_window->start_ns == 30);
}

TEST_CASE("an exploring run finds the batch and records the iterations that have it") {
    const Result result =
        record([](Run& run) { run.measure([] { ManualClock::advance_ns(50'000); }); }, std::nullopt);
    CHECK(result.exploration);
    CHECK(result.batch == 4);
    CHECK(result.iteration_times_s.size() > 1000);
    CHECK(result.iteration_times_s.front() == Approx(50e-6));
}

TEST_CASE("set-up comes before every call and is not timed") {
    int prepared = 0;
    int measured = 0;
    const Result result = record(
        [&](Run& run) {
            run.measure(
                [&] {
                    ++prepared;
                    ManualClock::advance_ns(1000);
                },
                [&] {
                    ++measured;
                    CHECK(measured == prepared);
                    ManualClock::advance_ns(7);
                });
        },
        RunPlan{3, 1, 1});
    CHECK(prepared == 4);
    CHECK_FALSE(result.batchable);
    CHECK(result.iteration_times_s == std::vector<double>{7e-9, 7e-9, 7e-9});
}

TEST_CASE("what set-up returns is handed to the body and destroyed when the clock has stopped") {
    struct Slow {
        std::vector<int> values;
        ~Slow() { ManualClock::advance_s(values.empty() ? 0 : 1); }
    };
    const Result result = record([](Run& run) {
        run.measure(
            [] {
                return std::make_unique<Slow>(Slow{{1, 2, 3}});
            },
            [](std::unique_ptr<Slow>& slow) {
                slow->values.push_back(4);
                ManualClock::advance_ns(static_cast<std::int64_t>(slow->values.size()));
            });
    });
    CHECK(result.iteration_times_s == std::vector<double>{4e-9, 4e-9, 4e-9});
}

TEST_CASE("a body may take what a set-up refers to, and may return a value") {
    std::vector<int> shared{1};
    record([&](Run& run) {
        run.measure([&]() -> std::vector<int>& { return shared; },
                    [](std::vector<int>& values) {
                        values.push_back(1);
                        return values.size();
                    });
    });
    CHECK(shared.size() == 4);
}

TEST_CASE("manual timing records what the body says") {
    const Result result = record([](Run& run) {
        run.measure_manual([] {
            ManualClock::advance_s(1);
            return 0.25;
        });
    });
    CHECK(result.iteration_times_s == std::vector<double>{0.25, 0.25, 0.25});
    CHECK_FALSE(result.batchable);
}

TEST_CASE("manual timing takes no negative, infinite or undefined time") {
    for (const double told_s :
         {-1e-9, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_WITH(record([=](Run& run) { run.measure_manual([=] { return told_s; }); }),
                          Contains("measure_manual must return seconds"));
    }
}

TEST_CASE("a run is measured exactly once") {
    CHECK_THROWS_WITH(record([](Run&) {}), Contains("nothing was measured"));
    CHECK_THROWS_WITH(record([](Run& run) {
                          run.measure(no_work);
                          run.measure(no_work);
                      }),
                      Contains("called twice"));
    CHECK_THROWS_WITH(record([](Run& run) {
                          run.measure(no_work);
                          run.measure_manual([] { return 1.0; });
                      }),
                      Contains("called twice"));
    CHECK_THROWS_WITH(record([](Run& run) { run.measure([&] { run.measure(no_work); }); }),
                      Contains("inside a measured body"));
}

TEST_CASE("a plan with batches does not fit a scenario that cannot be batched") {
    CHECK_THROWS_WITH(record([](Run& run) { run.measure(no_work, no_work); }, RunPlan{3, 0, 2}),
                      Contains("record its baseline anew"));
}

TEST_CASE("what a body throws comes out, and components are off again") {
    CHECK_THROWS_WITH(record([](Run& run) { run.measure([] { throw std::runtime_error("out of luck"); }); }),
                      "out of luck");
    CHECK(detail::component_window == 0);
}

TEST_CASE("items and bytes are those of one call, the last told") {
    const Result result = record([](Run& run) {
        run.items(1, "leaves");
        std::uint64_t explored = 0;
        run.measure([&] { run.items(++explored, "nodes"); });
        run.bytes(4096);
    });
    REQUIRE(result.items);
    CHECK(result.items->count == 3);
    CHECK(result.items->unit == "nodes");
    CHECK(result.bytes == 4096);
    CHECK_THROWS_WITH(record([](Run& run) { run.items(1, ""); }), Contains("unit"));
}

TEST_CASE("a metric told inside measure has the last value of each timed iteration") {
    double value = 0;
    const Result result = record(
        [&](Run& run) { run.measure([&] { run.metric("depth", ++value, "1", higher); }); }, RunPlan{3, 2, 4});
    REQUIRE(result.metrics.size() == 1);
    CHECK(result.metrics[0].values == std::vector<double>{12, 16, 20});
    CHECK(result.metrics[0].per_iteration);
    CHECK(result.metrics[0].scope == MetricScope::iteration);
    CHECK(result.metrics[0].direction == higher);
}

TEST_CASE("a metric told in set-up belongs to the iteration that follows") {
    double value = 0;
    const Result result =
        record([&](Run& run) { run.measure([&] { run.metric("input", ++value, "B", lower); }, no_work); });
    CHECK(result.metrics.at(0).values == std::vector<double>{1, 2, 3});
}

TEST_CASE("iterations that do not tell a metric have no value of it") {
    int iteration = 0;
    const Result result = record([&](Run& run) {
        run.measure([&] {
            if (++iteration == 2) {
                run.metric("rare", 5, "1", lower);
            }
        });
    });
    CHECK(result.metrics.at(0).values == std::vector<double>{5});
}

TEST_CASE("a metric told outside of measure is one value of the process, the last told") {
    const Result result = record([](Run& run) {
        run.metric("size", 1, "B", lower);
        run.measure(no_work);
        run.metric("size", 2, "B", lower);
        run.metric("per_call", 3, "1", lower, MetricScope::iteration);
    });
    REQUIRE(result.metrics.size() == 2);
    CHECK(result.metrics[0].values == std::vector<double>{2});
    CHECK(result.metrics[0].scope == MetricScope::whole_process);
    CHECK_FALSE(result.metrics[0].per_iteration);
    CHECK(result.metrics[1].scope == MetricScope::iteration);
}

TEST_CASE("a metric is told in one way only") {
    CHECK_THROWS_WITH(record([](Run& run) {
                          run.metric("x", 1, "1", lower);
                          run.measure([&] { run.metric("x", 1, "1", lower); });
                      }),
                      Contains("both inside and outside"));
    CHECK_THROWS_WITH(record([](Run& run) {
                          run.metric("x", 1, "s", lower);
                          run.metric("x", 1, "B", lower);
                      }),
                      Contains("two units"));
    CHECK_THROWS_WITH(record([](Run& run) {
                          run.metric("x", 1, "s", lower);
                          run.metric("x", 1, "s", higher);
                      }),
                      Contains("directions"));
    CHECK_THROWS_WITH(record([](Run& run) { run.metric("", 1, "s", lower); }), Contains("needs a name"));
    CHECK_THROWS_WITH(record([](Run& run) { run.metric("x", 1, "", lower); }), Contains("unit"));
    CHECK_THROWS_WITH(
        record([](Run& run) { run.metric("x", std::numeric_limits<double>::infinity(), "s", lower); }),
        Contains("\"x\" is not finite"));
}

TEST_CASE("failed checks are collected, each message once, and passed ones leave nothing") {
    const Result result = record([](Run& run) {
        CHECK(run.check(true, "fine"));
        CHECK_FALSE(run.check(false, "before"));
        run.measure([&] { run.check(false, "in every iteration"); });
    });
    CHECK(result.failed_checks == std::vector<std::string>{"before", "in every iteration"});
    CHECK(result.iteration_times_s.size() == 3);
}

TEST_CASE("a scenario may leave unmeasured when a check failed") {
    const Result result = record([](Run& run) {
        if (!run.check(false, "no corpus")) {
            return;
        }
        run.measure(no_work);
    });
    CHECK(result.iteration_times_s.empty());
    CHECK(result.failed_checks.size() == 1);
}

TEST_CASE("a check that fails differently each time does not fill the memory") {
    int count = 0;
    const Result result =
        record([&](Run& run) { run.measure([&] { run.check(false, std::to_string(++count)); }); },
               RunPlan{1000, 0, 1});
    CHECK(result.failed_checks.size() == 100);
}

TEST_CASE("the seed is the plan's, and the first ready() stands") {
    const Result result = record(
        [](Run& run) {
            CHECK(run.seed() == 42);
            run.ready();
            run.measure([] { ManualClock::advance_ns(1); });
            run.ready();
        },
        RunPlan{3, 0, 1}, 42);
    REQUIRE(result.ready_ns);
    CHECK(*result.ready_ns == result.timed_window->start_ns);
}

TEST_CASE("components are on in timed iterations, and off in set-up, warm-up and around measure") {
    const Component component("part");
    const auto part = component.wrap([](std::int64_t ns) { ManualClock::advance_ns(ns); });
    int iteration = 0;
    const Result result = record(
        [&](Run& run) {
            part(1'000'000);
            run.measure([&] { part(1'000'000); },
                        [&] {
                            part(++iteration <= 2 ? 1'000'000 : 30);
                            ManualClock::advance_ns(10);
                        });
            part(1'000'000);
        },
        RunPlan{3, 2, 1});
    REQUIRE(result.components);
    CHECK(result.components->timed_total_s == Approx(120e-9));
    REQUIRE(result.components->components.size() == 1);
    const ComponentTime& time = result.components->components[0];
    CHECK(time.name == "part");
    CHECK(time.calls == 3);
    CHECK(time.total_s == Approx(90e-9));
    CHECK(time.self_s == Approx(90e-9));
    CHECK(time.min_s == Approx(30e-9));
    CHECK(time.max_s == Approx(30e-9));
}

TEST_CASE("components of the search for the batch do not count") {
    const Component component("part");
    const auto part = component.wrap([] { ManualClock::advance_ns(50'000); });
    const Result result = record([&](Run& run) { run.measure([&] { part(); }); }, std::nullopt);
    REQUIRE(result.components);
    const ComponentTime& time = result.components->components[0];
    CHECK(time.calls == result.iteration_times_s.size() * result.batch);
    CHECK(time.total_s == Approx(result.components->timed_total_s));
}

TEST_CASE("when the search for the batch starts anew, nothing of what came before remains") {
    const Component component("part");
    bool cold = true;
    const auto part =
        component.wrap([&] { ManualClock::advance_ns(std::exchange(cold, false) ? 700'000 : 1000); });
    const Result result = record([&](Run& run) { run.measure([&] { part(); }); }, std::nullopt);
    CHECK(result.batch == 256);
    double sum_s = 0;
    for (const double time_s : result.iteration_times_s) {
        REQUIRE(time_s == Approx(1e-6));
        sum_s += time_s * 256;
    }
    REQUIRE(result.timed_window);
    CHECK(static_cast<double>(result.timed_window->end_ns - result.timed_window->start_ns) * 1e-9 ==
          Approx(sum_s));
    REQUIRE(result.components);
    CHECK(result.components->timed_total_s == Approx(sum_s));
    CHECK(result.components->components[0].total_s == Approx(sum_s));
}

TEST_CASE("ticks of any rate become seconds") {
    struct HalfRate {
        static std::int64_t ticks() { return ManualClock::clock().now_ns() / 2; }
    };
    const Component component("part");
    const auto part = component.wrap([] { ManualClock::advance_ns(40'000); });
    const ManualClock manual;
    detail::Recording recording({ManualClock::clock().now_ns, HalfRate::ticks}, RunPlan{3, 0, 1}, 0);
    Run run(recording);
    run.measure([&] { part(); });
    CHECK(recording.finish().components->components[0].total_s == Approx(120e-6));
}

TEST_CASE("a run without components says nothing about them") {
    CHECK_FALSE(record([](Run& run) { run.measure(no_work); }).components);
}

TEST_CASE("set-up may return anything, and what it throws comes out") {
    struct Fixed {  // neither copied nor moved
        explicit Fixed(int& alive) : alive_(alive) { ++alive_; }
        Fixed(const Fixed&) = delete;
        Fixed& operator=(const Fixed&) = delete;
        ~Fixed() { --alive_; }
        int& alive_;
    };
    int alive = 0;
    record([&](Run& run) { run.measure([&] { return Fixed(alive); }, [&](Fixed&) { CHECK(alive == 1); }); });
    CHECK(alive == 0);
    record([&](Run& run) {
        run.measure(
            [&]() -> const std::vector<int> {
                return {1, 2};
            },
            [](const std::vector<int>& numbers) { CHECK(numbers.size() == 2); });
    });
    std::vector<int> kept{1};
    record([&](Run& run) {
        run.measure([&]() -> std::vector<int>&& { return std::move(kept); },
                    [&](std::vector<int>& numbers) { CHECK(&numbers == &kept); });
    });
    CHECK_THROWS_WITH(record([&](Run& run) {
                          run.measure([&]() -> Fixed { throw std::runtime_error("no data"); }, [](Fixed&) {});
                      }),
                      "no data");
    CHECK(alive == 0);
}
