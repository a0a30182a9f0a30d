#include <ratchet/scenario.hpp>

RATCHET_SCENARIO("same", "one") {
    run.measure([] {});
}

RATCHET_SCENARIO("same", "another") {
    run.measure([] {});
}
