#include "scenario/peak_rss.hpp"

#include "catch.hpp"
#include <ratchet/keep.hpp>

#include <vector>

using namespace ratchet;
using namespace ratchet::runtime;

TEST_CASE("the high-water mark is read in bytes") {
    CHECK(parse_peak_rss("Name:\tx\nVmPeak:\t  9 kB\nVmHWM:\t    5124 kB\nVmRSS:\t 3 kB\n") == 5124 * 1024);
}

TEST_CASE("without a well-formed line there is no value, not zero") {
    for (const char* status :
         {"", "Name:\tx\n", "Name:\tx\nVmHWM:", "Name:\tx\nVmHWM:\t kB\n", "Name:\tx\nVmHWM:\t5 MB\n",
          "Name:\tx\nVmHWM:\t5", "Name:\tx\nVmHWM:\t99999999999999999999 kB\n", "Name:\tVmHWM:\t5 kB\n"}) {
        INFO(status);
        CHECK_FALSE(parse_peak_rss(status));
    }
}

TEST_CASE("this process has a high-water mark of at least the memory that it touches") {
    constexpr std::size_t size = std::size_t{32} << 20U;
    const std::vector<char> memory(size, 'x');
    do_not_optimize(memory.data());
    const auto peak = read_peak_rss();
    REQUIRE(peak);
    CHECK(*peak >= static_cast<std::int64_t>(memory.size()));
}
