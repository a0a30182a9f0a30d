// A program as authors write it, using everything that the public headers offer; compiled with more warnings
// than Ratchet's own code, because authors have theirs.
#include <ratchet/scenario.hpp>

#include <cstdint>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

const ratchet::Component outer("outer");
const ratchet::Component inner("inner");
const ratchet::Gauge level("level", "rounds");

std::uint64_t churn(std::uint64_t state, int rounds) {
    for (int i = 0; i < rounds; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
    }
    return state;
}

std::uint64_t nested(std::uint64_t state) {
    const auto timing = outer.scope();
    return inner.wrap(churn)(churn(state, 1000), 1000);
}

}  // namespace

RATCHET_SCENARIO("everything", "a \"hostile\" description:\n\x1b[31m \xff, \\") {
    run.ready();
    std::uint64_t state = run.seed();
    std::uint64_t calls = 0;
    run.metric("before", 1, "1", ratchet::Direction::lower_is_better);
    run.measure([&] {
        state = nested(state);
        level.set(static_cast<double>(calls));
        run.metric("calls", static_cast<double>(++calls), "1", ratchet::Direction::higher_is_better);
    });
    run.items(2000, "rounds");
    run.bytes(sizeof state);
    run.check(calls > 0, "never called");
    run.metric("after", 0.5, "s", ratchet::Direction::lower_is_better, ratchet::MetricScope::iteration);
}

// The optimiser must not see that every call computes the same.
RATCHET_SCENARIO("pure", "a body without any hint to the optimiser") {
    const std::uint64_t state = run.seed();
    std::uint64_t result = 0;
    run.measure([&] { result = churn(state, 100'000); });
}

RATCHET_SCENARIO("set_up", "fresh data for each call") {
    run.measure([] { return std::make_unique<std::vector<int>>(1000, 1); },
                [](const std::unique_ptr<std::vector<int>>& numbers) {
                    return std::accumulate(numbers->begin(), numbers->end(), 0);
                });
}

RATCHET_SCENARIO("manual", "the body says how long it took") {
    run.measure_manual([] { return 0.25; });
}

RATCHET_SCENARIO("threads", "components in two threads") {
    run.measure([&] {
        std::thread other([] { nested(1); });
        nested(2);
        other.join();
    });
}

RATCHET_SCENARIO("fails_check", "a wrong result") {
    run.measure([] {});
    run.check(false, "wrong on purpose");
}

RATCHET_SCENARIO("throws", "no result at all") {
    throw std::runtime_error("thrown on purpose");
}

RATCHET_SCENARIO("never_measures", "forgot to") {}

static const auto sizes = ratchet::register_scenarios([](ratchet::Registry& registry) {
    for (const int size : {10, 1000}) {
        registry.add("size_" + std::to_string(size), std::to_string(size) + " rounds",
                     [size](ratchet::Run& run) { run.measure([size] { return churn(1, size); }); });
    }
});
