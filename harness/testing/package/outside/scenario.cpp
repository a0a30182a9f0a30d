#include <ratchet/scenario.hpp>

// Told, not measured: what is judged does not depend on the host that the test runs on.
constexpr double seconds = 0.010;

RATCHET_SCENARIO("work", "takes as long as it says") {
    run.measure_manual([] { return seconds; });
    run.items(100, "items");
}
