#include <ratchet/scenario.hpp>

RATCHET_SCENARIO("wide", "many legal actions per node") {
    run.measure([] {});
}

RATCHET_SCENARIO("deep.tree", "few of them, far down") {
    run.measure([] {});
}

RATCHET_SCENARIO("slow", "not for every day") {
    run.measure([] {});
}
