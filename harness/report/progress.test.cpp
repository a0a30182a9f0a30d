#include "report/progress.hpp"

#include "base/utf8.hpp"
#include "catch.hpp"

#include <vector>

using namespace ratchet;

TEST_CASE("time left is the mean of the finished steps times those that remain") {
    const std::vector<double> finished{1, 2, 6};
    CHECK(estimate_time_left_s(finished, 4).value() == Approx(12));
    CHECK(estimate_time_left_s(finished, 0).value() == 0);
    CHECK_FALSE(estimate_time_left_s({}, 4).has_value());
    CHECK(estimate_time_left_s({}, 0).value() == 0);
}

TEST_CASE("an estimate is as coarse as it is uncertain") {
    CHECK(format_time_left(0.2) == "about 1 s");
    CHECK(format_time_left(4.2) == "about 5 s");
    CHECK(format_time_left(33) == "about 40 s");
    CHECK(format_time_left(89) == "about 90 s");
    CHECK(format_time_left(100) == "about 2 min");
    CHECK(format_time_left(89 * 60) == "about 89 min");
    CHECK(format_time_left(2.5 * 3600) == "about 2.5 h");
}

TEST_CASE("a step is shown with its place, result and the time left") {
    CHECK(progress_line({3, 9, "tree_search/wide_tree", "12.3 ms", 33.0}, {80, false}) ==
          "[3/9] tree_search/wide_tree  12.3 ms  (about 40 s left)");
    CHECK(progress_line({3, 12, "a/b", "", std::nullopt}, {80, false}) == "[ 3/12] a/b");
    CHECK(progress_line({9, 9, "a/b", "1 s", 0.0}, {80, false}) == "[9/9] a/b  1 s");
}

TEST_CASE("a long name loses its middle, never the result") {
    const ProgressStep step{3, 9, "tree_search/a_scenario_with_a_long_name", "12.3 ms", 33.0};
    const std::string line = progress_line(step, {60, false});
    CHECK(display_width(line) == 60);
    CHECK(line.ends_with("  12.3 ms  (about 40 s left)"));
}

TEST_CASE("a redrawn line covers the last one and never fills the terminal's last column") {
    const ProgressStep step{3, 9, std::string(200, 'x'), "12.3 ms", 33.0};
    const std::string line = progress_redraw(step, {60, false});
    CHECK(line.front() == '\r');
    CHECK(line.ends_with("\x1b[K"));
    CHECK(display_width(line.substr(1, line.size() - 4)) == 59);
    CHECK(line.find('\n') == std::string::npos);
    CHECK(progress_clear() == "\r\x1b[K");
}

TEST_CASE("a name cannot leave its line") {
    CHECK(progress_line({1, 1, "a\nb", "c\x1b", std::nullopt}, {80, false}) == "[1/1] a\\nb  c\\x1b");
}
