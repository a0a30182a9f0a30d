#include "measure/calibration.hpp"

#include "catch.hpp"
#include "testing/fake_clock.hpp"

#include <cstddef>
#include <set>

using namespace ratchet;

TEST_CASE("the kernels do the work of their version and nothing else") {
    REQUIRE(calibration::kernel_version == 4);  // a change below needs a new version
    CHECK(calibration::arithmetic(1) == 729350531271703777U);
    CHECK(calibration::memory(1, calibration::make_ring()) == 19651086512U);
    CHECK(calibration::branches(1) == 11324499071042818320U);
}

TEST_CASE("the ring leads through every cache line once") {
    const std::vector<std::uint32_t> ring = calibration::make_ring();
    CHECK(ring.size() * sizeof ring[0] == 128 * 1024);
    std::set<std::uint32_t> seen;
    for (std::uint32_t position = 0; seen.insert(position).second; position = ring[position]) {
    }
    CHECK(seen.size() == 2048);
}

TEST_CASE("a calibration yields one value in seconds for each kernel") {
    const std::map<std::string, double> values =
        measure_calibration(ratchet::testing::FakeClock(0, 2'000'000));
    REQUIRE(values.size() == 3);
    for (const char* kernel : {"arithmetic", "memory", "branches"}) {
        CHECK(values.at(kernel) == Approx(0.002));
    }
}

TEST_CASE("kernels begin at a cache line, so that every build of the harness takes the same time for them") {
    const auto place_in_line = [](auto* kernel) { return reinterpret_cast<std::uintptr_t>(kernel) % 64; };
    CHECK(place_in_line(&calibration::arithmetic) == 0);
    CHECK(place_in_line(&calibration::memory) == 0);
    CHECK(place_in_line(&calibration::branches) == 0);
}
