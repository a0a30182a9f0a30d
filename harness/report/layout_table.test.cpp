#include "report/layout_table.hpp"

#include "catch.hpp"

using namespace ratchet;
using Catch::Contains;

namespace {

LayoutRecord measured_layouts() {
    LayoutRecord record;
    record.scenario = {"search", "sort"};
    record.metric = "wall_time";
    record.layouts = {{0, {0.010, 0.010, 0.010, 0.012}}, {336, {0.011, 0.011, 0.011, 0.011}}};
    record.spread = {0.0123, 0.004, 0.03, 0.001, 0.0953, 0.05};
    return record;
}

}  // namespace

TEST_CASE("each layout is told, and how large a change may be that layout alone makes") {
    const std::string text = render_layouts(measured_layouts(), {120, false});
    CHECK_THAT(text, Contains("search/sort in turns with itself") && Contains("under 2 layouts"));
    CHECK_THAT(text, Contains("+0 B") && Contains("10.0 ms") && Contains("-9.1 %"));
    CHECK_THAT(text, Contains("+336 B") && Contains("11.0 ms") && Contains("0.0 %"));
    CHECK_THAT(text, Contains("(p = 0.001): standard deviation 1.24 % [0.40 %, 3.05 %]"));
    CHECK_THAT(text, Contains("A change within ±5.13 % may be layout.") && Contains("ratchet_profile_flags"));
}

TEST_CASE("where no difference shows it is told how small it must be") {
    LayoutRecord record = measured_layouts();
    record.spread = {0, 0, 0.004, 0.5, 0.0953, 0};
    const std::string text = render_layouts(record, {120, false});
    CHECK_THAT(text, Contains("do not differ by more than the scatter") && Contains("0.40 % at most"));
    CHECK_THAT(text, !Contains("may be layout") && !Contains("ratchet_profile_flags"));
}
