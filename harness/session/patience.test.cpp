#include "session/patience.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("the first scenario of a session has three shares to wait with") {
    CHECK(patience_s(600, {}) == Approx(30));
    CHECK(patience_s(60, {}) == Approx(3));
}

TEST_CASE("what others did not use is left to those after them, up to a tenth of the time-out") {
    CHECK(patience_s(600, {0}) == Approx(40));
    CHECK(patience_s(600, {25, 0}) == Approx(25));
    CHECK(patience_s(600, {0, 0, 0, 0, 0, 0, 0}) == Approx(60));
}

TEST_CASE("on a host that is never quiet each has its own share, and the session two more") {
    std::vector<double> waited;
    double sum = 0;
    for (int scenario = 0; scenario < 16; ++scenario) {
        waited.push_back(patience_s(600, waited));
        sum += waited.back();
    }
    CHECK(waited.back() == Approx(10));
    CHECK(sum == Approx(180));
}
