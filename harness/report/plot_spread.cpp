#include "report/plot_spread.hpp"

#include "base/text.hpp"
#include "report/gnuplot_text.hpp"
#include "report/plot_rows.hpp"
#include "report/wording.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace ratchet {
namespace {

using Values = std::vector<double>;
using Rows = std::vector<Values>;

constexpr int spread_row_height = 44;
constexpr auto now_area = "#7fb8d9";

std::string now_box() {
    return filled("with boxxyerror", now_area);
}
std::string now_line() {
    return coloured("with vectors nohead", colour::current, "linewidth 1.5");
}
std::string now_median() {
    return coloured("with vectors nohead", colour::current, "linewidth 3");
}
std::string now_dots() {
    return coloured("with points pointtype 7 pointsize 0.35", "#004a75");
}
std::string baseline_box() {
    return filled("with boxxyerror", colour::baseline_area);
}
std::string baseline_line() {
    return coloured("with vectors nohead", colour::baseline, "linewidth 1.5");
}
std::string baseline_median() {
    return coloured("with vectors nohead", colour::faint, "linewidth 3");
}
std::string baseline_dots() {
    return coloured("with points pointtype 7 pointsize 0.3", colour::faint);
}

/// One series, its values as fractions above or below `centre`.
struct SpreadRow {
    const PlotSeries& series;
    double centre;  ///< in the metric's unit
    Values now;
    Values baseline;
};

Values relative_to(double centre, Values values) {
    for (double& value : values) {
        value = value / centre - 1;
    }
    return values;
}

std::vector<SpreadRow> rows_of(const std::vector<PlotSeries>& all) {
    std::vector<SpreadRow> rows;
    for (const PlotSeries& series : all) {
        if (series.now.empty()) {
            continue;
        }
        const double centre = statistics::median(series.baseline.empty() ? series.now : series.baseline);
        if (centre > 0) {
            rows.push_back(
                {series, centre, relative_to(centre, series.now), relative_to(centre, series.baseline)});
        }
    }
    return rows;
}

AxisRange range_of(const std::vector<SpreadRow>& rows) {
    Values all;
    for (const SpreadRow& row : rows) {
        all.insert(all.end(), row.now.begin(), row.now.end());
        all.insert(all.end(), row.baseline.begin(), row.baseline.end());
    }
    AxisRange range = axis_range({all});
    // Values that are all equal leave no scale of their own.
    constexpr double least = 0.01;
    return {std::min(range.lower, -least), std::max(range.upper, least)};
}

/// The boxes, whiskers, medians and dots of one lane of all rows.
struct Lane {
    Rows boxes, whiskers, medians, dots;

    void add(const Values& values, double y) {
        if (values.empty()) {
            return;
        }
        const statistics::Sample sample(values);
        medians.push_back({statistics::median(sample), y});
        for (const double value : values) {
            dots.push_back({value, y});
        }
        const auto lower = statistics::supported_quantile(sample, 0.25);
        const auto upper = statistics::supported_quantile(sample, 0.75);
        if (!lower || !upper) {
            return;
        }
        boxes.push_back({*lower, *upper, y});
        const double reach = 1.5 * (*upper - *lower);
        double least = *lower;
        double most = *upper;
        for (const double value : values) {
            least = value >= *lower - reach ? std::min(least, value) : least;
            most = value <= *upper + reach ? std::max(most, value) : most;
        }
        whiskers.push_back({least, *lower, y});
        whiskers.push_back({*upper, most, y});
    }

    void draw(PlotLayers& layers, const std::string& whose, double height, const std::string& box_style,
              const std::string& line_style, const std::string& median_style,
              const std::string& dot_style) const {
        const std::string half = gnuplot_number(height / 2);
        layers.add(whose + ": whisker from, to, row", whiskers, "(100*$1):3:(100*($2-$1)):(0)", line_style);
        layers.add(whose + ": quartiles, row", boxes,
                   fmt::format("(100*$1):3:(100*$1):(100*$2):($3-{0}):($3+{0})", half), box_style);
        layers.add(whose + ": value, row", dots, "(100*$1):2", dot_style);
        layers.add(whose + ": median, row", medians,
                   fmt::format("(100*$1):($2-{0}):(0):({1})", half, gnuplot_number(height)), median_style);
    }
};

std::size_t count_beyond(const SpreadRow& row, const AxisRange& range, bool right) {
    const auto is_beyond = [&](double value) { return right ? value > range.upper : value < range.lower; };
    return static_cast<std::size_t>(std::ranges::count_if(row.now, is_beyond) +
                                    std::ranges::count_if(row.baseline, is_beyond));
}

RowSheet sheet_of(const std::vector<SpreadRow>& rows, const AxisRange& range) {
    std::vector<RowSheet::Row> texts;
    for (const SpreadRow& row : rows) {
        const std::size_t beyond = count_beyond(row, range, true) + count_beyond(row, range, false);
        std::string numbers = fmt::format(
            "{}, {}", format_metric(statistics::median(row.series.now), row.series.definition.unit),
            counted(row.now.size(), "run"));
        numbers += beyond == 0 ? "" : fmt::format(", {} beyond", beyond);
        numbers += row.baseline.empty() ? ", no baseline" : "";
        texts.push_back({fmt::format("{} {}", symbol(row.series.verdict), row.series.label()), numbers});
    }
    return {std::move(texts), spread_row_height};
}

/// Both lanes of every row, the baseline's behind.
void add_lanes(PlotLayers& layers, const std::vector<SpreadRow>& rows) {
    constexpr double lane_offset = 0.18;
    constexpr double now_height = 0.36;
    constexpr double baseline_height = 0.22;
    Lane now;
    Lane baseline;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto y = static_cast<double>(i);
        baseline.add(rows[i].baseline, y - lane_offset - 0.06);
        now.add(rows[i].now, y + (rows[i].baseline.empty() ? 0 : lane_offset));
    }
    baseline.draw(layers, "baseline", baseline_height, baseline_box(), baseline_line(), baseline_median(),
                  baseline_dots());
    now.draw(layers, "this session", now_height, now_box(), now_line(), now_median(), now_dots());
}

std::string marks_beyond(const RowSheet& sheet, const std::vector<SpreadRow>& rows, const AxisRange& range) {
    std::string marks;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const bool right : {true, false}) {
            marks += count_beyond(rows[i], range, right) > 0 ? sheet.beyond(i, right, colour::limit) : "";
        }
    }
    return marks;
}

Plot page_of(const std::string& name, const std::vector<SpreadRow>& rows, const std::string& explanation) {
    const AxisRange range = range_of(rows);
    const RowSheet sheet = sheet_of(rows, range);
    GnuplotData data;
    PlotLayers layers(data, name + ".dat", "");
    layers.add("the baseline's median", {{0, -0.5}, {0, static_cast<double>(rows.size()) - 0.5}}, "1:2",
               coloured("with lines", colour::faint, "linewidth 1"));
    add_lanes(layers, rows);
    const std::string title = "Spread of the runs";
    const std::string body =
        "set multiplot\n" + plot_title(sheet.size(), title, explanation) + sheet.texts() +
        marks_beyond(sheet, rows, range) + sheet.area() + percent_axis(range) +
        "set xlabel 'deviation from the median of the baseline (without one: of the runs)' font ',11'\n" +
        layers.text() + "unset label\n\n" +
        plot_legend(sheet.size(),
                    {{now_median(), "median"},
                     {filled("with boxes", now_area), "middle half of the runs"},
                     {now_dots(), "run"},
                     {filled("with boxes", colour::baseline_area), "the same of the baseline"}}) +
        "unset multiplot\n";
    return {name, title, plot_script(name, sheet.size(), body), data.text()};
}

}  // namespace

std::vector<Plot> spread_plots(const std::vector<PlotSeries>& all, const std::string& explanation) {
    const std::vector<SpreadRow> rows = rows_of(all);
    std::vector<Plot> plots;
    const auto parts = pages(rows.size(), RowSheet::most_rows);
    for (std::size_t page = 0; page < parts.size(); ++page) {
        std::vector<SpreadRow> part;
        for (std::size_t i = parts[page].first; i < parts[page].second; ++i) {
            part.push_back(rows[i]);
        }
        plots.push_back(page_of(page_name("spread", page, parts.size()), part, explanation));
    }
    return plots;
}

}  // namespace ratchet
