#include "measure/serial.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

RunRecord run_of(double user_s, double system_s) {
    RunRecord run;
    run.process_time_s = 1;
    run.metrics[metric::user_time].value = user_s;
    run.metrics[metric::system_time].value = system_s;
    return run;
}

}  // namespace

TEST_CASE("a run is serial that kept one CPU busy at most, but for a tenth") {
    CHECK(is_serial(run_of(0.7, 0.3)));
    CHECK(is_serial(run_of(0.1, 0)));
    CHECK(is_serial(run_of(0.8, 0.29)));
    CHECK_FALSE(is_serial(run_of(0.8, 0.31)));
    CHECK_FALSE(is_serial(run_of(1.9, 0)));
}

TEST_CASE("of a run whose times are not known nothing says that it used several") {
    RunRecord run;
    run.process_time_s = 1;
    CHECK(is_serial(run));
}
