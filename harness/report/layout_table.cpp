#include "report/layout_table.hpp"

#include "base/text.hpp"
#include "report/wording.hpp"
#include "statistics/location.hpp"

#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Of a distance on the log scale; two decimals, because layouts lie close.
std::string percent_of(double logs) {
    return fmt::format("{:.2f} %", std::expm1(logs) * 100);
}

double middle(const LayoutRecord& record) {
    std::vector<double> all;
    for (const LayoutRuns& layout : record.layouts) {
        all.insert(all.end(), layout.values.begin(), layout.values.end());
    }
    return statistics::median(all);
}

Table layout_table(const LayoutRecord& record) {
    Table table{{{"environment", Align::right, 0},
                 {record.metric, Align::right, 1},
                 {"against all", Align::right, 2},
                 {"runs", Align::right, 3}},
                {}};
    const double of_all = middle(record);
    for (const LayoutRuns& layout : record.layouts) {
        const double median = statistics::median(layout.values);
        table.rows.push_back({{{fmt::format("+{} B", layout.padding_bytes)},
                               {format_duration_s(median)},
                               {format_percent(median / of_all - 1, Sign::always)},
                               {std::to_string(layout.values.size())}},
                              {}});
    }
    return table;
}

}  // namespace

std::string layout_sentence(const LayoutSpread& spread) {
    if (spread.reach > 0) {
        return fmt::format(
            "Layouts differ by more than the scatter within them (p = {:.3f}): standard deviation {} "
            "[{}, {}], the slowest is {} above the fastest. A change within ±{} may be layout.",
            spread.probability, percent_of(spread.estimate), percent_of(spread.lower),
            percent_of(spread.upper), percent_of(spread.range), percent_of(spread.reach));
    }
    return fmt::format(
        "Layouts do not differ by more than the scatter within them (p = {:.3f}): their standard deviation "
        "is "
        "{} at most; the slowest came out {} above the fastest.",
        spread.probability, percent_of(spread.upper), percent_of(spread.range));
}

std::string render_layouts(const LayoutRecord& record, const TextStyle& style) {
    std::string text = wrapped(
        fmt::format(
            "{} in turns with itself, address space randomisation off, under {}: environments of other "
            "lengths, which move the stack",
            record.scenario.full(), counted(record.layouts.size(), "layout")),
        0, style);
    text += "\n" + render_table(layout_table(record), style) + "\n";
    text += wrapped(layout_sentence(record.spread), 0, style);
    if (record.spread.reach > 0) {
        text += wrapped(
            "Where functions and loops come to lie moves with every change of the code as well: "
            "ratchet_profile_flags(<target>) aligns them.",
            0, style);
    }
    return text;
}

}  // namespace ratchet
