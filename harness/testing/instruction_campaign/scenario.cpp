#include <ratchet/scenario.hpp>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

/// A fraction of extra work, from the environment: 0.005 divides half a percent more often.
double growth() {
    const char* text = std::getenv("CAMPAIGN_GROWTH");
    return text == nullptr ? 0.0 : std::stod(text);  // throws at what is no number: the run fails
}

}  // namespace

// Divisions take long for one instruction, so that counting is over soon.
RATCHET_SCENARIO("divide", "a chain of divisions; CAMPAIGN_GROWTH adds divisions in proportion") {
    constexpr double divisions = 20'000;
    const auto planned = static_cast<std::uint64_t>(std::llround(divisions * (1.0 + growth())));
    std::uint64_t state = run.seed() | 1U;
    run.measure([&] {
        for (std::uint64_t i = 0; i < planned; ++i) {
            state = (UINT64_MAX / state + i) | 1U;
        }
        ratchet::do_not_optimize(state);
    });
    run.items(planned, "divisions");
}
