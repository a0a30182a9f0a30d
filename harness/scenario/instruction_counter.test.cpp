#include "scenario/instruction_counter.hpp"

#include "catch.hpp"
#include "scenario/manual_clock.hpp"
#include "scenario/recording.hpp"
#include <ratchet/scenario.hpp>

#include <memory>

using namespace ratchet;
using namespace ratchet::runtime;

namespace {

/// Counts a thousand instructions between each `go_on` and `pause`, and takes down when these came.
class CountingCounter : public InstructionCounter {
  public:
    void go_on() override { running = true; }
    void pause() override {
        total += running ? 1000 : 0;
        running = false;
    }
    [[nodiscard]] std::uint64_t count() override { return total; }

    std::uint64_t total = 0;
    bool running = false;
};

}  // namespace

TEST_CASE("instructions are counted in timed iterations, not in set-up or warm-up") {
    CountingCounter counter;
    detail::Recording recording(ManualClock::clock(), RunPlan{3, 2, 1}, 0, &counter);
    Run run(recording);
    int bodies = 0;
    run.measure(
        [&] {
            CHECK_FALSE(counter.running);
            return std::make_unique<int>(1);
        },
        [&](const std::unique_ptr<int>&) { CHECK(counter.running == (++bodies > 2)); });
    CHECK_FALSE(counter.running);
    CHECK(recording.finish().instructions == 3000);

    detail::Recording uncounted(ManualClock::clock(), RunPlan{3, 0, 1}, 0);
    Run timed(uncounted);
    timed.measure([] {});
    CHECK_FALSE(uncounted.finish().instructions);
}

TEST_CASE("a counter that stands still, and a run that explores, tell no instructions") {
    CountingCounter counter;
    detail::Recording exploring(ManualClock::clock(), std::nullopt, 0, &counter);
    Run run(exploring);
    run.measure([] { ManualClock::advance_s(2); });
    CHECK_FALSE(exploring.finish().instructions);
}
