#include "model/calibration.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("calibration values are appended kernel by kernel, those of another version are not") {
    Calibration all;
    append(all, {.kernel_version = 2, .kernels = {{"memory", {1, 2}}}});
    append(all, {.kernel_version = 3, .kernels = {{"memory", {9}}}});
    append(all, {.kernel_version = 2, .kernels = {{"branches", {5}}, {"memory", {3}}}});
    append(all, {});
    CHECK(all == Calibration{.kernel_version = 2, .kernels = {{"branches", {5}}, {"memory", {1, 2, 3}}}});
}
