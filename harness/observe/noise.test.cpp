#include "observe/noise.hpp"

#include "catch.hpp"
#include "observe/noise_linux.hpp"

using namespace ratchet;

TEST_CASE("pressure is the total of the some line, in seconds") {
    CHECK(pressure_s("some avg10=1.64 avg60=1.38 avg300=0.40 total=6557679\n"
                     "full avg10=0.00 avg60=0.00 avg300=0.00 total=7\n") == Approx(6.557679));
    CHECK(pressure_s("some avg10=0.00 avg60=0.00 avg300=0.00 total=0") == 0.0);
}

TEST_CASE("pressure is absent where the kernel does not tell it") {
    CHECK_FALSE(pressure_s(""));
    CHECK_FALSE(pressure_s("full avg10=0.00 avg60=0.00 avg300=0.00 total=7\n"));
    CHECK_FALSE(pressure_s("some avg10=0.00\nfull total=7\n"));
    CHECK_FALSE(pressure_s("some avg10=0.00 total=\n"));
    CHECK_FALSE(pressure_s("some avg10=0.00 total=-3\n"));
}

TEST_CASE("steal is the eighth number of the line of all CPUs together, in seconds") {
    const char* stat = "cpu  1874 1 2346 217302 5347 2 49 95 4 5\ncpu0 9 9 9 9 9 9 9 9 9 9\n";
    CHECK(steal_s(stat, 100) == Approx(0.95));
    CHECK(steal_s(stat, 1000) == Approx(0.095));
    CHECK(steal_s("cpu  1 2 3 4 5 6 7 8", 100) == Approx(0.08));
}

TEST_CASE("steal is absent where the line is short, of one CPU or not there") {
    CHECK_FALSE(steal_s("", 100));
    CHECK_FALSE(steal_s("cpu  1 2 3 4 5 6 7\ncpu0 1 2 3 4 5 6 7 8\n", 100));
    CHECK_FALSE(steal_s("cpu0 1 2 3 4 5 6 7 8\n", 100));
    CHECK_FALSE(steal_s("cpu  1 2 3 4 5 6 7 x\n", 100));
}

TEST_CASE("the load is the first average") {
    CHECK(load_average_1m("1.25 0.50 0.10 2/97 7177\n") == 1.25);
    CHECK_FALSE(load_average_1m(""));
    CHECK_FALSE(load_average_1m("n/a"));
}

TEST_CASE("evidence is what was gained between two snapshots, and the load at the end") {
    const NoiseSnapshot before{1.0, 2.0, 3.0, 4.0, 0.5};
    const NoiseEvidence noise = noise_between(before, {1.5, 2.0, 3.25, 6.0, 0.75});
    CHECK(noise.cpu_pressure_s == Approx(0.5));
    CHECK(noise.io_pressure_s == Approx(0.0));
    CHECK(noise.memory_pressure_s == Approx(0.25));
    CHECK(noise.steal_s == Approx(2.0));
    CHECK(noise.load_average_1m == 0.75);
}

TEST_CASE("evidence is absent, not zero, where a snapshot lacks it or a count went back") {
    const NoiseEvidence noise = noise_between({1.0, std::nullopt, 3.0, 4.0, 0.5}, {1.5, 2.0, {}, 3.0, {}});
    CHECK(noise.cpu_pressure_s);
    CHECK_FALSE(noise.io_pressure_s);
    CHECK_FALSE(noise.memory_pressure_s);
    CHECK_FALSE(noise.steal_s);
    CHECK_FALSE(noise.load_average_1m);
}

TEST_CASE("this host's own evidence does not go back") {
    const NoiseSnapshot before = read_noise();
    const NoiseSnapshot after = read_noise();
    CHECK(after.load_average_1m.has_value());
    const NoiseEvidence noise = noise_between(before, after);
    CHECK(noise.steal_s.has_value() == before.steal_s.has_value());
    CHECK(noise.cpu_pressure_s.has_value() == before.cpu_pressure_s.has_value());
}
