#include "model/baseline.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("the values of a session come round after round; rounds without the metric add none") {
    BaselineSession session;
    session.rounds = {{{"wall_time", {1, 2}}}, {{"peak_rss", {9}}}, {{"wall_time", {3}}}};
    CHECK(values_of(session, "wall_time") == std::vector<double>{1, 2, 3});
    CHECK(values_of(session, "throughput").empty());
    CHECK(values_of(session, "instructions").empty());
    session.instructions = InstructionCounts{.source = "callgrind 3.19.0", .calls = 10, .totals = {50, 55}};
    CHECK(values_of(session, "instructions") == std::vector<double>{5, 5.5});
}
