#include "report/plot_panels.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "report/gnuplot_text.hpp"
#include "report/plot_text.hpp"
#include "report/wording.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr int name_size = 12;
constexpr int numbers_size = 11;

/// "13.1 ms · baseline 12.3 ms · +6.4 % [+4.2, +8.7]": medians and the change.
std::string numbers(const PlotSeries& series, bool with_bounds) {
    const std::string& unit = series.definition.unit;
    if (series.now.empty()) {
        return "no values";
    }
    std::string text = format_metric(statistics::median(series.now), unit);
    if (!series.baseline.empty()) {
        text += " · baseline " + format_metric(statistics::median(series.baseline), unit);
    }
    if (series.comparison && series.comparison->shift) {
        const GateVerdict& gate = *series.comparison;
        const RelativeChange change = relative_change(*gate.shift, gate.higher_is_better);
        text += " · " + (with_bounds ? format_change(*gate.shift, gate.higher_is_better)
                                     : format_percent(change.estimate, Sign::always));
    }
    if (series.budget) {
        text += fmt::format(" · budget {} {}", series.budget->at_least ? "≥" : "≤",
                            format_metric(series.budget->limit, unit));
    }
    return text;
}

/// Without the bounds where there is no room for them.
std::string fitted_numbers(const PlotSeries& series, double room) {
    const std::string all = numbers(series, true);
    return text_width(all, numbers_size) <= room ? all
                                                 : fitted_text(numbers(series, false), numbers_size, room);
}

std::string what_is_beyond(const PlotSeries& series, const std::vector<std::vector<double>>& shown,
                           const AxisRange& range) {
    std::vector<double> beyond;
    for (const std::vector<double>& values : shown) {
        std::ranges::copy_if(values, std::back_inserter(beyond),
                             [&](double value) { return !range.holds(value); });
    }
    if (beyond.empty()) {
        return "";
    }
    const auto farthest = std::ranges::max_element(
        beyond, {}, [&](double value) { return std::max(range.lower - value, value - range.upper); });
    return fmt::format("{} beyond, to {}", counted(beyond.size(), "value"),
                       format_metric(*farthest, series.definition.unit));
}

/// A mark far away would press the values into one line, and the heading tells its number anyway.
AxisRange with_near_marks(std::vector<std::vector<double>> groups, const std::vector<double>& marks) {
    constexpr double near = 3;
    const double most = near * axis_range(groups).width();
    for (const double mark : marks) {
        groups.push_back({mark});
        if (axis_range(groups).width() > most) {
            groups.pop_back();
        }
    }
    return axis_range(groups);
}

}  // namespace

PanelGrid::PanelGrid(std::size_t panels)
    : columns_(panels == 1   ? 1
               : panels <= 4 ? 2
                             : 3),
      rows_((panels + columns_ - 1) / columns_),
      panel_width_(columns_ == 1   ? 860
                   : columns_ == 2 ? 500
                                   : 360),
      panel_height_(columns_ == 1   ? 380
                    : columns_ == 2 ? 270
                                    : 220) {}

PlotSize PanelGrid::size() const {
    return {static_cast<int>(columns_) * panel_width_,
            title_height + static_cast<int>(rows_) * panel_height_ + legend_height};
}

std::string PanelGrid::panel(std::size_t index, const PlotSeries& series) const {
    const double left = static_cast<double>(index % columns_) * panel_width_;
    const double top = title_height + static_cast<double>(index / columns_) * panel_height_;
    const double room = panel_width_ - 24;
    const std::string name = fmt::format("{} {}", symbol(series.verdict), series.label());
    return text_at(size(), left + 16, top + 14, fitted_text(name, name_size, room), name_size, colour::text) +
           text_at(size(), left + 16, top + 31, fitted_numbers(series, room), numbers_size, colour::faint) +
           plot_margins(size(), {left + 76, top + 48, left + panel_width_ - 16, top + panel_height_ - 48});
}

std::string SeriesAxis::column(int number) const {
    return unit_size == 1 ? fmt::format("{}", number)
                          : fmt::format("(${}/{})", number, gnuplot_number(unit_size));
}

std::string SeriesAxis::settings(char axis) const {
    const AxisTicks ticks = axis_ticks(range.width() / unit_size);
    return fmt::format("set {0}range [{1}:{2}]\nset format {0} '%.{3}f'\nset {0}tics {4}\n", axis,
                       gnuplot_number(range.lower / unit_size), gnuplot_number(range.upper / unit_size),
                       ticks.decimals, gnuplot_number(ticks.step));
}

SeriesAxis series_axis(const PlotSeries& series, const std::vector<std::vector<double>>& shown,
                       const std::vector<double>& marks) {
    SeriesAxis axis;
    axis.range = with_near_marks(shown, marks);
    const DisplayUnit unit = display_unit(std::max(std::abs(axis.range.lower), std::abs(axis.range.upper)),
                                          series.definition.unit);
    axis.unit_size = unit.size;
    axis.unit = unit.name;
    constexpr double room = 150;
    axis.metric =
        fitted_text(unit.name.empty() ? series.metric : fmt::format("{}, {}", series.metric, unit.name),
                    numbers_size, room);
    axis.beyond = what_is_beyond(series, shown, axis.range);
    return axis;
}

std::vector<Plot> panel_plots(const PanelPicture& picture, const std::vector<PlotSeries>& all,
                              const DrawPanel& draw) {
    std::vector<Plot> plots;
    const auto parts = pages(all.size(), PanelGrid::most_panels);
    for (std::size_t page = 0; page < parts.size(); ++page) {
        const auto [first, end] = parts[page];
        const PanelGrid grid(end - first);
        Plot plot;
        plot.name = page_name(picture.name, page, parts.size());
        plot.title = picture.title;
        GnuplotData data;
        std::string body = "set multiplot\n" + plot_title(grid.size(), picture.title, picture.explanation);
        for (std::size_t i = first; i < end; ++i) {
            body += i == first ? "" : "\n";
            body += grid.panel(i - first, all[i]);
            if (!all[i].now.empty()) {
                PlotLayers layers(data, plot.name + ".dat", all[i].label());
                body += draw(all[i], layers);
                body += layers.text() + "unset label\n";
            }
        }
        std::vector<LegendEntry> legend = picture.legend;
        std::erase_if(
            legend, [&](const LegendEntry& entry) { return body.find(entry.drawn_as) == std::string::npos; });
        body += "\n" + plot_legend(grid.size(), legend) + "unset multiplot\n";
        plot.script = plot_script(plot.name, grid.size(), body);
        plot.data = data.text();
        plots.push_back(std::move(plot));
    }
    return plots;
}

}  // namespace ratchet
