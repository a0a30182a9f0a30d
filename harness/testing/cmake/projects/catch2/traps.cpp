// What Catch2's benchmarks can be like.
#define CATCH_CONFIG_MAIN
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

static int sum(int count) {
    int total = 0;
    for (int i = 0; i < count; ++i) {
        total += i * i % 7;
    }
    return total;
}

TEST_CASE("two, in [one] \"test\" \\ case", "[sums]") {
    BENCHMARK("few <int>") {
        return sum(1'000);
    };
    BENCHMARK("many & more") {
        return sum(10'000);
    };
}

TEST_CASE("sections") {
    SECTION("first") {
        BENCHMARK("in a section") {
            return sum(2'000);
        };
    }
    SECTION("second") {
        CHECK(sum(0) == 0);
    }
}

TEST_CASE("generated") {
    const int count = GENERATE(1'000, 2'000);
    BENCHMARK("sum of " + std::to_string(count)) {
        return sum(count);
    };
}

TEST_CASE("tagged", "[!benchmark]") {
    BENCHMARK("hidden from a plain run") {
        return sum(1'000);
    };
}

TEST_CASE("hidden", "[.]") {
    BENCHMARK("never found") {
        return sum(1'000);
    };
}

TEST_CASE("wrong") {
    BENCHMARK("of a wrong result") {
        return sum(1'000);
    };
    CHECK(sum(3) == 42);
}

TEST_CASE("throws") {
    BENCHMARK("that throws") {
        return sum(1) == 0 ? throw std::runtime_error("no <input>") : 0;
    };
}
