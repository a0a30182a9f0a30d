#include <ratchet/scenario.hpp>

static constexpr double seconds = 0.010;

RATCHET_SCENARIO("level", "takes as long as it says, whatever the host does") {
    run.measure_manual([] { return seconds; });
}
