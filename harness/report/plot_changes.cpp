#include "report/plot_changes.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "report/gnuplot_text.hpp"
#include "report/plot_rows.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr int change_row_height = 28;
std::string detected_style() {
    return filled("with boxxyerror", "#eeeeee");
}
std::string tolerated_style() {
    return filled("with boxxyerror", colour::tolerated);
}
std::string detected_edge() {
    return coloured("with vectors nohead", colour::baseline, "linewidth 1");
}
std::string tolerated_edge() {
    return coloured("with vectors nohead", colour::current, "linewidth 1");
}
std::string zero_style() {
    return coloured("with lines", colour::faint, "linewidth 1");
}

/// One row of the picture. Changes are fractions, up is worse.
struct ChangeRow {
    std::string label;
    std::string numbers;
    Verdict verdict;
    std::optional<RelativeChange> change;
    double theta = 0;
    double delta = 0;
    int point_type;
};

std::string numbers_of(const PlotSeries& series) {
    if (series.comparison && series.comparison->shift) {
        return format_change(*series.comparison->shift, series.comparison->higher_is_better);
    }
    if (series.budget) {
        return fmt::format("{} {} {}", format_metric(series.budget->median, series.definition.unit),
                           series.budget->at_least ? "≥" : "≤",
                           format_metric(series.budget->limit, series.definition.unit)) +
               (series.verdict == Verdict::regressed ? " is not met" : "");
    }
    return std::string(word(series.verdict));
}

ChangeRow row_of(const PlotSeries& series) {
    ChangeRow row;
    row.label = fmt::format("{} {}", symbol(series.verdict), series.label());
    row.numbers = numbers_of(series);
    row.verdict = series.verdict;
    row.point_type = verdict_point(series.verdict).type;
    if (series.comparison && series.comparison->shift) {
        row.change = relative_change(*series.comparison->shift, false);
        row.theta = series.comparison->theta;
        row.delta = series.comparison->delta;
    }
    return row;
}

ChangeRow row_of(const GeometricMean& mean) {
    constexpr int diamond = 13;
    return {"geometric mean",
            format_change(mean.shift, false),
            mean.verdict,
            relative_change(mean.shift, false),
            0,
            0,
            diamond};
}

/// Slower by 2 % and faster by as much on the log scale, on which gates judge.
double faster(double slower) {
    return 1 / (1 + slower) - 1;
}

AxisRange range_of(const std::vector<ChangeRow>& rows) {
    std::vector<double> values{0};
    for (const ChangeRow& row : rows) {
        if (row.change) {
            values.insert(values.end(),
                          {row.change->estimate, row.change->lower, row.change->upper,
                           std::max(row.theta, row.delta), faster(std::max(row.theta, row.delta))});
        }
    }
    return axis_range({values});
}

using Rows = std::vector<std::vector<double>>;

/// What a gate lets pass and what it must see, row by row, and their edges.
void add_margins(PlotLayers& layers, const std::vector<ChangeRow>& rows, double ChangeRow::*margin,
                 const std::string& what, const std::string& area_style, const std::string& edge_style) {
    Rows areas;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].change && rows[i].*margin > 0) {
            areas.push_back({faster(rows[i].*margin), rows[i].*margin, static_cast<double>(i)});
        }
    }
    layers.add(what + ": from, to, row", areas, "(100*$1):3:(100*$1):(100*$2):($3-0.505):($3+0.505)",
               area_style);
    if (!areas.empty()) {
        layers.again("(100*$1):($3-0.5):(0):(1)", edge_style);
        layers.again("(100*$2):($3-0.5):(0):(1)", edge_style);
    }
}

void add_intervals(PlotLayers& layers, const std::vector<ChangeRow>& rows, const AxisRange& range) {
    std::set<std::pair<Verdict, int>> looks;
    for (const ChangeRow& row : rows) {
        if (row.change) {
            looks.emplace(row.verdict, row.point_type);
        }
    }
    for (const auto& [verdict, type] : looks) {
        Rows intervals;
        Rows points;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const ChangeRow& row = rows[i];
            if (!row.change || row.verdict != verdict || row.point_type != type) {
                continue;
            }
            const double lower = std::clamp(row.change->lower, range.lower, range.upper);
            const double upper = std::clamp(row.change->upper, range.lower, range.upper);
            intervals.push_back({row.change->estimate, lower, upper, static_cast<double>(i)});
        }
        const char* const colour = verdict_point(verdict).colour;
        layers.add(fmt::format("{}: change, lower and upper bound as far as shown, row", word(verdict)),
                   intervals, "(100*$2):4:(100*($3-$2)):(0)",
                   coloured("with vectors nohead", colour, "linewidth 2.5"));
        layers.again("(100*$1):4",
                     fmt::format("with points pointtype {} pointsize 1.1 linewidth 2 linecolor rgb '{}'",
                                 type, colour));
    }
}

std::string beyond_marks(const RowSheet& sheet, const std::vector<ChangeRow>& rows, const AxisRange& range) {
    std::string text;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].change && rows[i].change->upper > range.upper) {
            text += sheet.beyond(i, true, verdict_point(rows[i].verdict).colour);
        }
        if (rows[i].change && rows[i].change->lower < range.lower) {
            text += sheet.beyond(i, false, verdict_point(rows[i].verdict).colour);
        }
    }
    return text;
}

std::string axis_label(const std::vector<PlotSeries>& all) {
    const bool times_only = std::ranges::all_of(all, [](const PlotSeries& series) {
        return !series.comparison || series.definition.direction == Direction::lower_is_better;
    });
    return times_only
               ? "◀ less          change against the baseline          more ▶"
               : "◀ better          change against the baseline (of a rate: of its inverse)          worse ▶";
}

std::vector<LegendEntry> legend_of(const std::vector<ChangeRow>& rows) {
    std::vector<LegendEntry> legend;
    std::set<Verdict> verdicts;
    for (const ChangeRow& row : rows) {
        if (row.change) {
            verdicts.insert(row.verdict);
        }
    }
    for (const Verdict verdict : verdicts) {
        const PlotPoint point = verdict_point(verdict);
        legend.push_back({fmt::format("with points pointtype {} pointsize 1.1 linewidth 2 linecolor rgb '{}'",
                                      point.type, point.colour),
                          std::string(word(verdict))});
    }
    legend.push_back({tolerated_edge(), "tolerated (θ)"});
    if (std::ranges::any_of(rows, [](const ChangeRow& row) { return row.change && row.delta > 0; })) {
        legend.push_back({detected_edge(), "must be detected (δ)"});
    }
    return legend;
}

Plot page_of(const std::string& name, const std::vector<ChangeRow>& rows, const std::string& explanation,
             const std::string& label) {
    std::vector<RowSheet::Row> texts;
    for (const ChangeRow& row : rows) {
        texts.push_back({row.label, row.numbers, row.change ? colour::text : colour::faint});
    }
    const RowSheet sheet(std::move(texts), change_row_height);
    const AxisRange range = range_of(rows);
    GnuplotData data;
    PlotLayers layers(data, name + ".dat", "");
    add_margins(layers, rows, &ChangeRow::delta, "must be detected", detected_style(), detected_edge());
    add_margins(layers, rows, &ChangeRow::theta, "tolerated", tolerated_style(), tolerated_edge());
    layers.add("no change", {{0, -0.5}, {0, static_cast<double>(rows.size()) - 0.5}}, "1:2", zero_style());
    add_intervals(layers, rows, range);
    const std::string title = "Change against the baseline";
    const std::string body =
        "set multiplot\n" + plot_title(sheet.size(), title, explanation) + sheet.texts() +
        beyond_marks(sheet, rows, range) + sheet.area() + percent_axis(range) +
        fmt::format("set xlabel {} font ',11'\n", gnuplot_string(label)) + layers.text() + "unset label\n\n" +
        plot_legend(sheet.size(), legend_of(rows)) + "unset multiplot\n";
    return {name, title, plot_script(name, sheet.size(), body), data.text()};
}

}  // namespace

std::vector<Plot> changes_plots(const std::vector<PlotSeries>& all, const std::optional<GeometricMean>& mean,
                                const std::string& explanation) {
    std::vector<ChangeRow> rows;
    std::ranges::transform(all, std::back_inserter(rows),
                           [](const PlotSeries& series) { return row_of(series); });
    if (mean && mean->members > 1) {
        rows.push_back(row_of(*mean));
    }
    if (std::ranges::none_of(rows, [](const ChangeRow& row) { return row.change.has_value(); })) {
        return {};
    }
    std::vector<Plot> plots;
    const auto parts = pages(rows.size(), RowSheet::most_rows);
    for (std::size_t page = 0; page < parts.size(); ++page) {
        const std::vector<ChangeRow> part(rows.begin() + static_cast<std::ptrdiff_t>(parts[page].first),
                                          rows.begin() + static_cast<std::ptrdiff_t>(parts[page].second));
        plots.push_back(
            page_of(page_name("changes", page, parts.size()), part, explanation, axis_label(all)));
    }
    return plots;
}

}  // namespace ratchet
