#include "measure/quiet.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("a moment is quiet when no kernel is slower than the host can be") {
    // The host was disturbed half of the time.
    const Calibration known{.kernel_version = 2,
                            .kernels = {{"memory", {10, 10.1, 10.2, 10.1, 14, 15, 14, 13}},
                                        {"branches", {20, 20, 20, 20, 30, 30, 30, 30}}}};
    CHECK(is_quiet({{"memory", 10.4}, {"branches", 20.9}}, known));
    CHECK_FALSE(is_quiet({{"memory", 10.4}, {"branches", 21.1}}, known));
    CHECK_FALSE(is_quiet({{"memory", 14}, {"branches", 20}}, known));
    CHECK(is_quiet({{"memory", 5}, {"branches", 20}}, known));
}

TEST_CASE("where little is known every moment is quiet") {
    CHECK(is_quiet({{"memory", 99}}, {}));
    CHECK(is_quiet({{"memory", 99}}, {.kernel_version = 2, .kernels = {{"memory", {1, 1, 1, 1}}}}));
    CHECK(is_quiet({}, {.kernel_version = 2, .kernels = {{"memory", {1, 1, 1, 1, 1}}}}));
}
