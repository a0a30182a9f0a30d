#include <ratchet/scenario.hpp>

#include <numeric>
#include <vector>

static void sum(ratchet::Run& run) {
    std::vector<int> numbers(100'000, 1);
    int total = 0;
    run.measure([&] { total = std::accumulate(numbers.begin(), numbers.end(), 0); });
    run.check(total == 100'000, "wrong sum");
}

RATCHET_SCENARIO("in_time", "keeps its budget") {
    sum(run);
}

RATCHET_SCENARIO("too_slow", "breaks a budget that nothing could keep") {
    sum(run);
}

RATCHET_SCENARIO("wrong", "fails its own check with what CI services would take for their own") {
    run.measure([] {});
    run.check(false,
              "100% \n::add-mask::x ]]> & <CTestMeasurement type=\"numeric/double\" "
              "name=\"injected\">1</CTestMeasurement>");
}
