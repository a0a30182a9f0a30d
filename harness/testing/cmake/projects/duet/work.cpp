#include <ratchet/scenario.hpp>

#include <cstdlib>
#include <cstring>
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

RATCHET_SCENARIO("place", "takes long where a variable does not name the build that it is of") {
    const char* told = std::getenv("PLACE");
    const bool is_own = told != nullptr && std::strcmp(told, PLACE) == 0;
    run.measure_manual([&] { return is_own ? seconds : 1.0; });
}

RATCHET_SCENARIO("level", "takes as long as it says, whatever the host does") {
    run.measure_manual([] { return seconds; });
}
