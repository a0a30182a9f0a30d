// Compiled twice into one program, with and without optimisation: each must speak for itself.
#include <ratchet/scenario.hpp>

RATCHET_SCENARIO(RATCHET_E2E_NAME, "tells how its own file was compiled") {
    run.measure([] {});
}
