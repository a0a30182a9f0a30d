#include "session/quiet_moments_process.hpp"

#include "catch.hpp"
#include "measure/calibration.hpp"
#include "testing/measuring_bench.hpp"

#include <cstdint>
#include <limits>
#include <vector>

using namespace ratchet;

namespace {

/// A host that is known to take 1 s for each kernel, with patience for five calibrations of 20 ms.
struct Moments {
    testing::TemporaryDirectory directory;
    testing::FakeClock clock;
    testing::FakeHost host{clock, directory.path() / "lock"};
    QuietMoments quiet{host, clock};
    int waits = 0;

    Moments() {
        Calibration known{.kernel_version = calibration::kernel_version, .kernels = {}};
        for (const char* kernel : {"arithmetic", "branches", "memory"}) {
            known.kernels[kernel] = {1, 1, 1, 1, 1};
        }
        quiet.learn(known);
        quiet.set_patience(100'000'000);
    }

    int await() {
        return quiet.await([this] { ++waits; });
    }
};

}  // namespace

TEST_CASE("a quiet moment is taken at once") {
    Moments moments;
    CHECK(moments.await() == 0);
    CHECK(moments.waits == 0);
    CHECK(moments.quiet.waited_ns() == 0);
    CHECK(moments.host.calibrations == 1);
}

TEST_CASE("a disturbed moment is waited out, which is told once and counted") {
    Moments moments;
    moments.host.busy_until_ns = moments.clock.now_ns() + 50'000'000;
    CHECK(moments.await() == 2);
    CHECK(moments.waits == 1);
    CHECK(moments.quiet.waited_ns() == 40'000'000);
}

TEST_CASE("a host that is never quiet is waited for as long as patience lasts, once") {
    Moments moments;
    moments.host.busy_until_ns = std::numeric_limits<std::int64_t>::max();
    CHECK(moments.await() == 5);
    CHECK(moments.await() == 0);
    CHECK(moments.quiet.waited_ns() == 100'000'000);
    CHECK(moments.host.calibrations == 5);
}

TEST_CASE("what was seen beside a run just now is not looked at again") {
    Moments moments;
    CHECK(moments.quiet.calibrate().kernels.at("memory") == std::vector<double>{1});
    CHECK(moments.await() == 0);
    CHECK(moments.host.calibrations == 1);
    CHECK(moments.await() == 0);  // a run lies between
    CHECK(moments.host.calibrations == 2);
    moments.quiet.calibrate();
    moments.clock.advance(11'000'000);
    CHECK(moments.await() == 0);
    CHECK(moments.host.calibrations == 4);
}

TEST_CASE("where there is a choice the other CPU is found when one has a neighbour") {
    Moments moments;
    CHECK_FALSE(moments.quiet.chosen());
    moments.quiet.choose_among({0, 1});
    moments.host.busy_cpu = 0;
    CHECK(moments.await() == 1);
    CHECK(moments.quiet.chosen() == 1);
    moments.quiet.ran_on(0);  // what was chosen stays
    CHECK(moments.await() == 0);
    CHECK(moments.quiet.chosen() == 1);
    moments.host.busy_cpu = 1;
    CHECK(moments.await() == 1);
    CHECK(moments.quiet.chosen() == 0);
}
