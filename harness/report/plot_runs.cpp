#include "report/plot_runs.hpp"

#include "report/gnuplot_text.hpp"
#include "report/plot_panels.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string band_style() {
    return filled("with filledcurves", colour::band);
}
std::string median_style() {
    return coloured("with lines", colour::baseline, "linewidth 1.5");
}
std::string tolerated_line() {
    return coloured("with lines", colour::limit, "linewidth 1 dashtype 2");
}
std::string budget_style() {
    return coloured("with lines", colour::limit, "linewidth 1.5");
}
std::string path_style() {
    return coloured("with lines", "#56b4e9", "linewidth 1");
}
std::string run_style() {
    return coloured("with points pointtype 7 pointsize 0.6", colour::current);
}
std::string beyond_style() {
    return coloured("with points pointtype 3 pointsize 0.8", colour::limit);
}

/// The baseline as a panel shows it, in the metric's unit.
struct Band {
    double lower = 0;  ///< p5 and p95 where there are enough values, else the smallest and the largest
    double upper = 0;
    double median = 0;
    std::optional<double> tolerated;  ///< the median made worse by theta
};

std::optional<Band> band_of(const PlotSeries& series) {
    if (series.baseline.empty()) {
        return std::nullopt;
    }
    const statistics::Sample values(series.baseline);
    const auto [lowest, highest] = std::ranges::minmax(series.baseline);
    Band band;
    band.lower = statistics::supported_quantile(values, 0.05).value_or(lowest);
    band.upper = statistics::supported_quantile(values, 0.95).value_or(highest);
    band.median = statistics::median(values);
    if (series.comparison) {
        const double factor = 1 + series.comparison->theta;
        band.tolerated = series.comparison->higher_is_better ? band.median / factor : band.median * factor;
    }
    return band;
}

/// Groups of values that the axis is made for. The baseline's outliers are not shown.
std::vector<std::vector<double>> shown_of(const PlotSeries& series, const std::optional<Band>& band) {
    return {series.now, band ? std::vector<double>{band->lower, band->upper} : std::vector<double>{}};
}

std::vector<double> marks_of(const PlotSeries& series, const std::optional<Band>& band) {
    std::vector<double> marks;
    if (band && band->tolerated) {
        marks.push_back(*band->tolerated);
    }
    if (series.budget) {
        marks.push_back(series.budget->limit);
    }
    return marks;
}

/// The ends of the axis of runs.
struct Edges {
    double first;
    double last;
};

Edges edges_of(const PlotSeries& series) {
    return {0.5, static_cast<double>(series.now.size()) + 0.5};
}

void add_references(const PlotSeries& series, const std::optional<Band>& band, const SeriesAxis& axis,
                    PlotLayers& layers) {
    const auto [first, last] = edges_of(series);
    if (band) {
        layers.add(
            "baseline, at both edges: smallest, largest (or p5, p95), median",
            {{first, band->lower, band->upper, band->median}, {last, band->lower, band->upper, band->median}},
            "1:" + axis.column(2) + ":" + axis.column(3), band_style());
        layers.again("1:" + axis.column(4), median_style());
        if (band->tolerated) {
            layers.add("tolerated, at both edges", {{first, *band->tolerated}, {last, *band->tolerated}},
                       "1:" + axis.column(2), tolerated_line());
        }
    }
    if (series.budget) {
        layers.add("budget, at both edges", {{first, series.budget->limit}, {last, series.budget->limit}},
                   "1:" + axis.column(2), budget_style());
    }
}

void add_runs(const PlotSeries& series, const SeriesAxis& axis, PlotLayers& layers) {
    std::vector<std::vector<double>> runs;
    std::vector<std::vector<double>> beyond;
    for (std::size_t i = 0; i < series.now.size(); ++i) {
        const double run = static_cast<double>(i) + 1;
        runs.push_back({run, series.now[i]});
        if (!axis.range.holds(series.now[i])) {
            const double inside = 0.03 * axis.range.width();
            beyond.push_back({run,
                              std::clamp(series.now[i], axis.range.lower + inside, axis.range.upper - inside),
                              series.now[i]});
        }
    }
    layers.add("run, value", runs, "1:" + axis.column(2), path_style());
    layers.again("1:" + axis.column(2), run_style());
    layers.add("run, place at the edge, value beyond it", beyond, "1:" + axis.column(2), beyond_style());
}

std::string draw_runs(const PlotSeries& series, PlotLayers& layers) {
    const std::optional<Band> band = band_of(series);
    const SeriesAxis axis = series_axis(series, shown_of(series, band), marks_of(series, band));
    add_references(series, band, axis, layers);
    add_runs(series, axis, layers);
    const auto [first, last] = edges_of(series);
    return fmt::format(
        "{}set xrange [{}:{}]\nset xtics {}\nset xlabel {} font ',11' offset 0,0.4\n"
        "set ylabel {} font ',11'\n",
        axis.settings('y'), gnuplot_number(first), gnuplot_number(last),
        series.now.size() <= 12 ? "1" : "autofreq",
        gnuplot_string(axis.beyond.empty() ? "run" : "run; " + axis.beyond), gnuplot_string(axis.metric));
}

}  // namespace

std::vector<Plot> runs_plots(const std::vector<PlotSeries>& all, const std::string& explanation) {
    return panel_plots({"runs",
                        "Runs in their order",
                        explanation,
                        {{run_style(), "run of this session"},
                         {median_style(), "median of the baseline"},
                         {filled("with boxes", colour::band), "90 % of its runs", band_style()},
                         {tolerated_line(), "tolerated"},
                         {budget_style(), "budget"},
                         {beyond_style(), "beyond the axis"}}},
                       all, draw_runs);
}

}  // namespace ratchet
