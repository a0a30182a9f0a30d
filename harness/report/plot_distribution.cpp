#include "report/plot_distribution.hpp"

#include "report/gnuplot_text.hpp"
#include "report/plot_panels.hpp"
#include "statistics/location.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet {
namespace {

using Rows = std::vector<std::vector<double>>;

std::string baseline_style() {
    return coloured("with steps", colour::baseline, "linewidth 2");
}
std::string now_style() {
    return coloured("with steps", colour::current, "linewidth 2");
}
std::string baseline_median_style() {
    return coloured("with points pointtype 6 pointsize 1 linewidth 1.5", colour::faint);
}
std::string now_median_style() {
    return coloured("with points pointtype 7 pointsize 1", colour::current);
}

/// Value and the share of the values up to it, from one edge of the axis to the other.
Rows steps_of(std::vector<double> values, const AxisRange& range) {
    std::ranges::sort(values);
    Rows rows{{std::min(range.lower, values.front()), 0}};
    const auto count = static_cast<double>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        rows.push_back({values[i], static_cast<double>(i + 1) / count});
    }
    rows.push_back({std::max(range.upper, values.back()), 1});
    return rows;
}

std::string draw_distribution(const PlotSeries& series, PlotLayers& layers) {
    const SeriesAxis axis = series_axis(series, {series.now, series.baseline}, {});
    const std::string columns = axis.column(1) + ":2";
    if (!series.baseline.empty()) {
        layers.add("baseline: value, share of the runs up to it", steps_of(series.baseline, axis.range),
                   columns, baseline_style());
        layers.add("baseline: median", {{statistics::median(series.baseline), 0.5}}, columns,
                   baseline_median_style());
    }
    layers.add("value, share of the runs up to it", steps_of(series.now, axis.range), columns, now_style());
    layers.add("median", {{statistics::median(series.now), 0.5}}, columns, now_median_style());
    const std::string label = axis.beyond.empty() ? axis.metric : axis.metric + "; " + axis.beyond;
    return fmt::format(
        "{}set yrange [0:1.04]\nset ytics ('0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75, '100 %%' 1)\n"
        "set xlabel {} font ',11' offset 0,0.4\nset ylabel 'runs up to here' font ',11'\n",
        axis.settings('x'), gnuplot_string(label));
}

}  // namespace

std::vector<Plot> distribution_plots(const std::vector<PlotSeries>& all, const std::string& explanation) {
    return panel_plots({"distribution",
                        "Distribution of the runs, now and in the baseline",
                        explanation,
                        {{now_style(), "this session"},
                         {now_median_style(), "its median"},
                         {baseline_style(), "baseline"},
                         {baseline_median_style(), "its median"}}},
                       all, draw_distribution);
}

}  // namespace ratchet
