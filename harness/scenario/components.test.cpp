#include "scenario/components.hpp"

#include "catch.hpp"
#include "scenario/manual_clock.hpp"
#include <ratchet/component.hpp>

#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace ratchet;
using namespace ratchet::runtime;

namespace {

/// Components are on during its life.
class Window {
  public:
    Window() { open_components(ManualClock::clock()); }
    ~Window() { close_components(); }
};

/// Starts each test from time and totals of its own.
struct Fresh {
    Fresh() { forget_components(); }
    ManualClock clock;
};

ComponentTicks component(const std::string& name) {
    for (const ComponentTicks& found : component_ticks()) {
        if (found.name == name) {
            return found;
        }
    }
    return {};
}

const Component a("a");
const Component b("b");

void work(std::int64_t ns) {
    ManualClock::advance_ns(ns);
}

}  // namespace

TEST_CASE_METHOD(Fresh, "a scope is timed from its entry to the end of its block") {
    {
        const Window window;
        work(1);
        {
            const auto timing = a.scope();
            work(10);
        }
        {
            const auto timing = a.scope();
            work(30);
        }
        work(100);
    }
    const ComponentTicks found = component("a");
    CHECK(found.calls == 2);
    CHECK(found.total == 40);
    CHECK(found.self == 40);
    CHECK(found.shortest == 10);
    CHECK(found.longest == 30);
}

TEST_CASE_METHOD(Fresh, "outside of a window nothing is timed") {
    const auto timing = a.scope();
    work(10);
    CHECK(component_ticks().empty());
}

TEST_CASE_METHOD(Fresh, "a scope that reaches over a border of the window does not count") {
    {
        const auto before = a.scope();
        auto window = std::make_unique<Window>();
        work(10);
        const auto after = b.scope();
        window.reset();
    }
    CHECK(component_ticks().empty());
}

TEST_CASE_METHOD(Fresh, "a scope left open by an earlier window hides nothing in the next one") {
    auto first = std::make_unique<Window>();
    const auto left_open = a.scope();
    first.reset();
    {
        const Window window;
        a.wrap(work)(5);
        b.wrap([] { a.wrap(work)(2); })();
    }
    CHECK(component("a").calls == 2);
    CHECK(component("a").total == 7);
    CHECK(component("a").self == 7);
    CHECK(component("b").self == 0);
}

TEST_CASE_METHOD(Fresh, "components inside a component are in its total and not in its self time") {
    {
        const Window window;
        {
            const auto outer = a.scope();
            work(1);
            {
                const auto inner = b.scope();
                work(10);
            }
            work(2);
            {
                const auto inner = b.scope();
                work(20);
            }
        }
        work(1000);
    }
    CHECK(component("a").total == 33);
    CHECK(component("a").self == 3);
    CHECK(component("b").total == 30);
    CHECK(component("b").self == 30);
}

TEST_CASE_METHOD(Fresh, "recursion counts as one call and its time once") {
    const std::function<void(int)> recurse = [&](int depth) {
        const auto timing = a.scope();
        work(1);
        if (depth > 1) {
            recurse(depth - 1);
        }
    };
    {
        const Window window;
        recurse(50);
    }
    CHECK(component("a").calls == 1);
    CHECK(component("a").total == 50);
    CHECK(component("a").self == 50);
}

TEST_CASE_METHOD(Fresh,
                 "mutual recursion neither counts calls nor time twice, and self times are exclusive") {
    {
        const Window window;
        {
            const auto outer_a = a.scope();
            work(1);
            const auto outer_b = b.scope();
            work(2);
            const auto inner_a = a.scope();
            work(4);
            const auto inner_b = b.scope();
            work(8);
        }
        work(16);
    }
    CHECK(component("a").calls == 1);
    CHECK(component("a").total == 15);
    CHECK(component("a").self == 5);
    CHECK(component("b").calls == 1);
    CHECK(component("b").total == 14);
    CHECK(component("b").self == 10);
}

TEST_CASE_METHOD(Fresh, "forgetting takes back earlier windows, the extremes included") {
    {
        const Window window;
        const auto timing = a.wrap(work);
        timing(1);
        timing(1000);
    }
    forget_components();
    CHECK(component_ticks().empty());
    {
        const Window window;
        a.wrap(work)(20);
    }
    CHECK(component("a").calls == 1);
    CHECK(component("a").shortest == 20);
    CHECK(component("a").longest == 20);
}

TEST_CASE_METHOD(Fresh, "windows that were not forgotten add up") {
    for (int i = 0; i < 3; ++i) {
        const Window window;
        a.wrap(work)(10);
    }
    CHECK(component("a").calls == 3);
    CHECK(component("a").total == 30);
}

TEST_CASE_METHOD(Fresh, "components of one name are one") {
    const Component again("a");
    {
        const Window window;
        const auto outer = a.wrap([&] { again.wrap(work)(10); });
        outer();
    }
    CHECK(component_ticks().size() == 1);
    CHECK(component("a").calls == 1);
    CHECK(component("a").total == 10);
}

TEST_CASE_METHOD(Fresh, "an exception ends the scopes that it leaves") {
    {
        const Window window;
        try {
            const auto outer = a.scope();
            const auto inner = b.scope();
            work(10);
            throw std::runtime_error("out");
        } catch (const std::runtime_error&) {
        }
        a.wrap(work)(5);
    }
    CHECK(component("a").calls == 2);
    CHECK(component("a").total == 15);
    CHECK(component("b").total == 10);
}

TEST_CASE_METHOD(Fresh, "a wrapped function takes and returns what the function does") {
    int stored = 1;
    auto reference = a.wrap([&](int& value) -> int& { return value; });
    CHECK(&reference(stored) == &stored);

    auto move_only = a.wrap([](std::unique_ptr<int> value) { return value; });
    CHECK(*move_only(std::make_unique<int>(7)) == 7);

    auto counter = a.wrap([count = 0]() mutable { return ++count; });
    counter();
    CHECK(counter() == 2);

    const auto constant = a.wrap([](int x, int y) { return x - y; });
    CHECK(constant(5, 3) == 2);

    auto method = a.wrap(&std::vector<int>::size);
    CHECK(method(std::vector<int>(3)) == 3);
}

TEST_CASE_METHOD(Fresh, "threads are merged, also after they have ended") {
    {
        const Window window;
        for (const std::int64_t ns : {10, 40, 20}) {
            std::thread([ns] { a.wrap(work)(ns); }).join();
        }
        a.wrap(work)(30);
    }
    CHECK(component("a").calls == 4);
    CHECK(component("a").total == 100);
    CHECK(component("a").shortest == 10);
    CHECK(component("a").longest == 40);
}

TEST_CASE_METHOD(Fresh, "a thread's scopes are not nested in another thread's") {
    {
        const Window window;
        const auto outer = a.wrap([] { std::thread([] { b.wrap(work)(10); }).join(); });
        outer();
    }
    CHECK(component("a").self == 10);
    CHECK(component("b").self == 10);
}

TEST_CASE_METHOD(Fresh, "what threads record at the same time is complete") {
    constexpr int calls = 2000;
    const auto many = [] {
        for (int i = 0; i < calls; ++i) {
            const auto outer = a.scope();
            const auto inner = b.scope();
        }
    };
    {
        const Window window;
        std::thread first(many);
        std::thread second(many);
        first.join();
        second.join();
    }
    CHECK(component("a").calls == 2 * calls);
    CHECK(component("b").calls == 2 * calls);
}

TEST_CASE_METHOD(Fresh, "a thread that is still alive is merged, and goes on in the next window") {
    std::promise<void> recorded;
    std::promise<void> next;
    std::promise<void> recorded_again;
    auto window = std::make_unique<Window>();
    std::thread worker([&] {
        a.wrap(work)(10);
        recorded.set_value();
        next.get_future().wait();
        a.wrap(work)(20);
        recorded_again.set_value();
    });
    recorded.get_future().wait();
    window.reset();
    CHECK(component("a").total == 10);
    forget_components();
    window = std::make_unique<Window>();
    next.set_value();
    recorded_again.get_future().wait();
    window.reset();
    CHECK(component("a").total == 20);
    worker.join();
    CHECK(component("a").total == 20);
}

TEST_CASE_METHOD(Fresh, "components come sorted by name") {
    {
        const Window window;
        b.wrap(work)(1);
        Component("Z").wrap(work)(1);
        a.wrap(work)(1);
    }
    const std::vector<ComponentTicks> found = component_ticks();
    REQUIRE(found.size() == 3);
    CHECK(found[0].name == "Z");
    CHECK(found[1].name == "a");
    CHECK(found[2].name == "b");
}

TEST_CASE_METHOD(Fresh,
                 "timed scopes are counted for the timers' cost, calls directly inside themselves are not") {
    {
        const Window window;
        const auto outer = a.scope();
        const auto same = a.scope();
        const auto inner = b.scope();
        const auto again = a.scope();
    }
    CHECK(component("a").scopes == 2);
    CHECK(component("b").scopes == 1);
}

TEST_CASE_METHOD(Fresh, "the cost of a scope is what the clocks say it took") {
    struct Stepping {
        static std::int64_t read() {
            ManualClock::advance_ns(10);
            return ManualClock::clock().now_ns();
        }
    };
    // Two reads per scope, and one more for the round.
    CHECK(component_scope_cost_s({Stepping::read, Stepping::read}) == Approx(20.05e-9));
    CHECK(component_ticks().empty());
}

TEST_CASE_METHOD(Fresh, "a component without a name is refused") {
    CHECK_THROWS_AS(Component(""), std::invalid_argument);
}
