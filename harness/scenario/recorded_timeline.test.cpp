#include "catch.hpp"
#include "scenario/components.hpp"
#include "scenario/manual_clock.hpp"
#include "scenario/recording.hpp"
#include "scenario/timeline.hpp"
#include <ratchet/scenario.hpp>

#include <algorithm>
#include <functional>
#include <future>
#include <set>
#include <thread>
#include <utility>
#include <vector>

using namespace ratchet;
using namespace ratchet::runtime;

namespace {

/// Components are on during its life.
class OpenWindow {
  public:
    OpenWindow() { open_components(ManualClock::clock()); }
    ~OpenWindow() { close_components(); }
};

const Component timed_part("a");

Result run_recorded(const std::function<void(Run&)>& scenario, const RunPlan& plan = {3, 0, 1}) {
    const ManualClock clock;
    detail::Recording recording(ManualClock::clock(), plan, 0);
    Run run(recording);
    scenario(run);
    return recording.finish();
}

}  // namespace

TEST_CASE("scopes of all threads are on a timeline, of those that have ended too") {
    forget_components();
    const ManualClock clock;
    record_timeline(ManualClock::clock());
    const auto length_of = [](const ScopeTicks& scope) { return scope.end - scope.begin; };
    const auto work_on = [](std::int64_t ns) {
        const auto timing = timed_part.scope();
        ManualClock::advance_ns(ns);
    };
    std::promise<void> done, go_on;
    {
        const OpenWindow window;
        std::thread([&] { work_on(10); }).join();
        work_on(20);
    }
    std::thread alive([&] {
        {
            const OpenWindow window;
            work_on(30);
        }
        done.set_value();
        go_on.get_future().wait();
    });
    done.get_future().wait();
    std::vector<std::int64_t> lengths;
    std::set<std::int64_t> threads;
    const LongestScopes all = component_scopes();
    for (const ScopeTicks& scope : all.kept()) {
        lengths.push_back(length_of(scope));
        threads.insert(scope.thread.value_or(0));
        CHECK(component_name(scope.component) == "a");
    }
    std::sort(lengths.begin(), lengths.end());
    CHECK(lengths == std::vector<std::int64_t>{10, 20, 30});
    CHECK(threads.size() == 3);
    forget_components();
    CHECK(component_scopes().kept().empty());
    go_on.set_value();
    alive.join();
    {
        const OpenWindow window;
        for (int i = 0; i < 20'000; ++i) {
            work_on(1 + i % 100);
        }
    }
    const LongestScopes scopes = component_scopes();
    CHECK(scopes.kept().size() + scopes.left_out() == 20'000);
    forget_timeline();
    {
        const OpenWindow window;
        work_on(1000);
    }
    CHECK(component_scopes().kept().size() == scopes.kept().size());
}

TEST_CASE(
    "a timeline has the timed scopes of components, and the gauges of all of the run, where it is asked "
    "for") {
    const Component outer("outer");
    const Component inner("inner");
    const Gauge gauge("level", "1");
    const auto scenario = [&](Run& run) {
        gauge.set(1);
        run.measure([&] {
            const auto all = outer.scope();
            ManualClock::advance_ns(100);
            const auto part = inner.wrap([] { ManualClock::advance_ns(50); });
            part();
            gauge.set(2);
        });
    };
    CHECK_FALSE(run_recorded(scenario).timeline);
    const ManualClock clock;
    record_timeline(ManualClock::clock());
    const std::int64_t begin_ns = ManualClock::clock().now_ns();
    const Result result = run_recorded(scenario, RunPlan{2, 1, 1});
    forget_timeline();
    REQUIRE(result.timeline);
    REQUIRE(result.timeline->spans.size() == 4);  // of the two timed iterations
    const ComponentSpan& first = result.timeline->spans[0];
    CHECK(first.component == "outer");
    CHECK(first.thread == thread_number());
    CHECK(first.end_ns - first.begin_ns == 150);
    const ComponentSpan& second = result.timeline->spans[1];
    CHECK(second.component == "inner");
    CHECK(second.begin_ns == first.begin_ns + 100);
    CHECK(second.end_ns == first.end_ns);
    CHECK(result.timeline->spans[2].begin_ns == first.begin_ns + 150);
    CHECK(result.timeline->spans_left_out == 0);
    CHECK(result.timeline->process == process_number());
    REQUIRE(result.timeline->gauges.size() == 1);
    const auto& values = result.timeline->gauges[0].values;
    REQUIRE(values.size() == 4);
    CHECK(values.front().first >= begin_ns);
    CHECK(values.back() == std::pair<std::int64_t, double>{result.timeline->spans[2].end_ns, 2});
}
