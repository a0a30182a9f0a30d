#include "measure/calibration.hpp"

#include "catch.hpp"
#include "testing/fake_clock.hpp"

#include <cstddef>
#include <set>

using namespace ratchet;

TEST_CASE("the kernels do the work of their version and nothing else") {
    REQUIRE(calibration::kernel_version == 1);  // a change below needs a new version
    CHECK(calibration::arithmetic(1) == 2807254311828495811U);
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

TEST_CASE("a calibration's value is the median of its executions") {
    /// The n-th interval between two looks at it lasts n^2 ms.
    class EverSlower : public Clock {
        mutable std::int64_t looks_ = 0;

      public:
        [[nodiscard]] std::int64_t now_ns() const override {
            const std::int64_t n = looks_++;
            return n * (n + 1) * (2 * n + 1) / 6 * 1'000'000;
        }
    };
    // Executions of the first kernel are intervals 1, 7, 13, 19 and 25: the kernels take turns.
    CHECK(measure_calibration(EverSlower()).at("arithmetic") == Approx(0.001 * 13 * 13));
}
