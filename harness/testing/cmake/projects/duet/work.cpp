#include <ratchet/scenario.hpp>

#include <cstdlib>
#include <fstream>

static constexpr double seconds = 0.010;

RATCHET_SCENARIO("weather", "takes as long as the host makes it, whatever the code is") {
    double now = 0.010;
    std::ifstream(WEATHER) >> now;
    run.measure_manual([&] { return now; });
}

RATCHET_SCENARIO("setting", "takes as long as a variable says that belongs to the scenario") {
    const char* told = std::getenv("SETTING");
    run.measure_manual([&] { return told != nullptr ? std::atof(told) : 0.010; });
}

RATCHET_SCENARIO("level", "takes as long as it says, whatever the host does") {
    run.measure_manual([] { return seconds; });
}
