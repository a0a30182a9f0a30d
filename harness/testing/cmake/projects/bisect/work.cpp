#include "level.hpp"
#include <ratchet/scenario.hpp>

RATCHET_SCENARIO("level", "takes as long as it says, whatever the host does") {
    run.measure_manual([] { return seconds; });
}
