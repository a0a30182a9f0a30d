#include "scenario/timeline.hpp"

#include "catch.hpp"
#include "scenario/manual_clock.hpp"
#include <ratchet/gauge.hpp>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <new>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

using namespace ratchet;
using namespace ratchet::runtime;

namespace {

std::vector<std::int64_t> lengths_of(const LongestScopes& scopes) {
    std::vector<std::int64_t> lengths;
    for (const ScopeTicks& scope : scopes.kept()) {
        lengths.push_back(scope.end - scope.begin);
    }
    std::sort(lengths.rbegin(), lengths.rend());
    return lengths;
}

void (*counted_allocations)() = nullptr;  ///< called by each allocation

/// Records a timeline during its life.
struct Recorded {
    Recorded() { record_timeline(ManualClock::clock()); }
    ~Recorded() { forget_timeline(); }
    ManualClock clock;
};

using Values = std::vector<std::pair<std::int64_t, double>>;

}  // namespace

// Not inlined, so that the compiler takes `free` in one for no mismatch with `new`.
[[gnu::noinline]] void* operator new(std::size_t size) {
    if (counted_allocations != nullptr) {
        counted_allocations();
    }
    if (void* const memory = std::malloc(size)) {
        return memory;
    }
    throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
    return std::malloc(size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept {
    std::free(memory);
}

TEST_CASE("of scopes the longest are kept, and the others counted") {
    std::vector<std::int64_t> all(10'000);
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = static_cast<std::int64_t>(i);
    }
    std::shuffle(all.begin(), all.end(), std::mt19937(1));
    LongestScopes scopes(100);
    for (const std::int64_t length : all) {
        scopes.add({3, 7, 5, 5 + length});
    }
    const std::vector<std::int64_t> kept = lengths_of(scopes);
    REQUIRE(kept.size() >= 100);
    CHECK(kept.size() < 200);
    CHECK(scopes.left_out() + kept.size() == all.size());
    for (std::size_t i = 0; i < 100; ++i) {
        CHECK(kept[i] == 9999 - static_cast<std::int64_t>(i));
    }
    LongestScopes more(100);
    more.add({0, 0, 0, 20'000});
    more.add({0, 0, 0, 1});
    more.add_all_of(scopes);
    CHECK(lengths_of(more).front() == 20'000);
    CHECK(more.left_out() + more.kept().size() == all.size() + 2);
    more.clear();
    CHECK(more.kept().empty());
    CHECK(more.left_out() == 0);
}

TEST_CASE("scopes that all last alike fill no more than their room") {
    LongestScopes scopes(10);
    for (int i = 0; i < 1000; ++i) {
        scopes.add({0, 0, i, i + 5});
    }
    CHECK(scopes.kept().size() < 20);
    CHECK(scopes.left_out() + scopes.kept().size() == 1000);
}

TEST_CASE("a series is thinned out evenly from its first value on") {
    ThinnedSeries series(8);
    for (int i = 0; i < 7; ++i) {
        if (series.is_due()) {
            series.add(i, i);
        }
    }
    CHECK(series.values().size() == 7);
    for (int i = 7; i < 100; ++i) {
        if (series.is_due()) {
            series.add(i, i);
        }
    }
    const Values& values = series.values();
    REQUIRE(values.size() >= 3);
    CHECK(values.size() < 8);
    CHECK(values.front().first == 0);
    const std::int64_t stride = values[1].first - values[0].first;
    for (std::size_t i = 1; i < values.size(); ++i) {
        CHECK(values[i].first - values[i - 1].first == stride);
        CHECK(values[i].second == static_cast<double>(values[i].first));
    }
    CHECK(values.back().first + stride > 99);
}

TEST_CASE("a gauge tells its values with their moments where a timeline is recorded, and nothing elsewhere") {
    const Gauge cache("cache", "B");
    const Gauge queue("queue", "1");
    const Gauge silent("silent", "1");
    cache.set(1);
    CHECK(gauge_values().empty());
    const Recorded recorded;
    const std::int64_t begin_ns = ManualClock::clock().now_ns();
    queue.set(3);
    ManualClock::advance_ns(10);
    cache.set(2);
    cache.set(std::numeric_limits<double>::infinity());
    const Gauge same("cache", "B");
    std::thread([&] { same.set(4); }).join();
    const std::vector<GaugeValues> told = gauge_values();
    REQUIRE(told.size() == 2);
    CHECK(told[0].name == "cache");
    CHECK(told[0].unit == "B");
    CHECK(told[0].values == Values{{begin_ns + 10, 2}, {begin_ns + 10, 4}});
    CHECK(told[1].values == Values{{begin_ns, 3}});
}

TEST_CASE("a gauge without a name or a unit is refused") {
    CHECK_THROWS_AS(Gauge("", "B"), std::invalid_argument);
    CHECK_THROWS_AS(Gauge("cache", ""), std::invalid_argument);
    const Gauge first("of two units", "B");
    CHECK_THROWS_AS(Gauge("of two units", "KiB"), std::invalid_argument);
}

TEST_CASE("many gauges together tell no more than a file has room for, each evenly") {
    const Recorded recorded;
    std::vector<Gauge> gauges;
    for (int i = 0; i < 100; ++i) {
        gauges.emplace_back("many " + std::to_string(i), "1");
        for (int told = 0; told < 4000; ++told) {
            ManualClock::advance_ns(1);
            gauges.back().set(told);
        }
    }
    std::size_t all = 0;
    for (const GaugeValues& gauge : gauge_values()) {
        CHECK(gauge.values.size() > 100);
        CHECK(gauge.values.front().second == 0);
        CHECK(gauge.values.back().second > 3900);
        all += gauge.values.size();
    }
    CHECK(all <= 50'000);
    CHECK(all > 25'000);
}

TEST_CASE("a gauge that an allocator sets while another value is recorded is left out, and blocks nothing") {
    static const Gauge heap("heap", "B");
    const Recorded recorded;
    counted_allocations = [] { heap.set(1); };
    for (int i = 0; i < 100; ++i) {
        heap.set(2);
    }
    counted_allocations = nullptr;
    CHECK(gauge_values().at(0).values.size() >= 100);
}

TEST_CASE("a child records nothing, so that no lock of its parent's holds it up") {
    const Recorded recorded;
    const pid_t child = fork();
    if (child == 0) {
        _exit(detail::timeline_is_recorded.load() ? 1 : 0);
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    CHECK(detail::timeline_is_recorded.load());
}
