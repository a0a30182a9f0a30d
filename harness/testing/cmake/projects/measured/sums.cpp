#include <ratchet/scenario.hpp>

#include <numeric>
#include <vector>

static void sum(ratchet::Run& run) {
    std::vector<int> numbers(100'000, 1);
    int total = 0;
    run.measure([&] { total = std::accumulate(numbers.begin(), numbers.end(), 0); });
    run.check(total == 100'000, "<CTestLabel>wrong</CTestLabel>");
}

RATCHET_SCENARIO("in_time", "keeps its budget") {
    sum(run);
}

RATCHET_SCENARIO("too_slow", "breaks a budget that nothing could keep") {
    sum(run);
}

RATCHET_SCENARIO("new", "has no baseline") {
    sum(run);
}

RATCHET_SCENARIO("wrong", "fails its own check") {
    run.measure([] {});
    run.check(false, "<CTestLabel>injected</CTestLabel>");
}
