#include "report/plot_components.hpp"

#include "artifacts/component_aggregate.hpp"
#include "base/text.hpp"
#include "report/gnuplot_text.hpp"
#include "report/plot_rows.hpp"
#include "report/plot_text.hpp"
#include "report/session_report.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr int component_row_height = 34;
constexpr double legend_name_width = 130;
constexpr int legend_font_size = 11;

/// The time of one scenario's typical run, by what the picture names its parts.
struct Breakdown {
    std::string label;
    double total_s = 0;
    std::map<std::string, double> parts;
    double timers_s = 0;
    double rest_s = 0;
};

std::vector<Breakdown> breakdowns_of(const std::vector<ScenarioRecord>& scenarios) {
    std::vector<Breakdown> all;
    for (const ScenarioRecord* scenario : worst_first(scenarios)) {
        const auto summary = artifacts::aggregate_components(scenario->runs);
        if (!summary || summary->timed_total_s <= 0) {
            continue;
        }
        Breakdown breakdown;
        breakdown.label =
            fmt::format("{} {}", symbol(effective_verdict(*scenario).verdict), scenario->name.full());
        breakdown.total_s = summary->timed_total_s;
        for (const ComponentTiming& component : summary->components) {
            breakdown.parts[component.name] += component.self_s;
        }
        breakdown.timers_s = summary->timer_cost_s;
        breakdown.rest_s = summary->residual_s() - summary->timer_cost_s;
        all.push_back(std::move(breakdown));
    }
    return all;
}

/// Names of the parts, those with the largest shares over all scenarios first.
std::vector<std::string> largest_first(const std::vector<Breakdown>& all) {
    std::map<std::string, double> shares;
    for (const Breakdown& breakdown : all) {
        for (const auto& [name, seconds] : breakdown.parts) {
            shares[name] += seconds / breakdown.total_s;
        }
    }
    std::vector<std::string> names;
    for (const auto& [name, share] : shares) {
        names.push_back(name);
    }
    std::ranges::stable_sort(names, std::greater(), [&](const std::string& name) { return shares.at(name); });
    return names;
}

/// A colour, and how much of each scenario's time is drawn in it.
struct Part {
    std::string name;
    std::string colour;
    std::vector<double> seconds;
};

double seconds_of(const Breakdown& breakdown, const std::string& name) {
    const auto part = breakdown.parts.find(name);
    return part == breakdown.parts.end() ? 0 : part->second;
}

std::vector<Part> parts_of(const std::vector<Breakdown>& all, const std::vector<std::string>& names) {
    const std::size_t named =
        names.size() <= part_colours().size() ? names.size() : part_colours().size() - 1;
    std::vector<Part> parts;
    for (std::size_t i = 0; i < named; ++i) {
        parts.push_back({names[i], part_colours()[i], {}});
    }
    if (named < names.size()) {
        parts.push_back({fmt::format("{} others", names.size() - named), part_colours()[named], {}});
    }
    parts.push_back({"timers", "#404040", {}});
    parts.push_back({"rest, in no part", "#d4d4d4", {}});
    for (Part& part : parts) {
        part.seconds.resize(all.size());
    }
    for (std::size_t row = 0; row < all.size(); ++row) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            parts[std::min(i, named)].seconds[row] += seconds_of(all[row], names[i]);
        }
        parts[parts.size() - 2].seconds[row] = all[row].timers_s;
        parts.back().seconds[row] = all[row].rest_s;
    }
    std::erase_if(parts, [](const Part& part) {
        return std::ranges::all_of(part.seconds, [](double seconds) { return seconds == 0; });
    });
    return parts;
}

/// Where each part begins and ends in each row: parts are stacked from zero, a negative rest lies left of it.
struct Stacked {
    std::vector<std::vector<std::vector<double>>> areas;  ///< part, row: begin, end, total, row number
    double lowest_s = 0;
    double highest_s = 0;
    double lowest_share = 0;
    double highest_share = 1;
};

Stacked stack(const std::vector<Part>& parts, const std::vector<Breakdown>& all) {
    Stacked stacked;
    stacked.areas.resize(parts.size());
    for (std::size_t row = 0; row < all.size(); ++row) {
        const double total = all[row].total_s;
        double end = 0;
        double lowest = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const double seconds = parts[i].seconds[row];
            const double begin = seconds < 0 ? lowest : end;
            (seconds < 0 ? lowest : end) += seconds;
            if (seconds != 0) {
                stacked.areas[i].push_back({begin, begin + seconds, total, static_cast<double>(row)});
            }
        }
        stacked.lowest_s = std::min(stacked.lowest_s, lowest);
        stacked.highest_s = std::max(stacked.highest_s, std::max(end, total));
        stacked.lowest_share = std::min(stacked.lowest_share, lowest / total);
        stacked.highest_share = std::max(stacked.highest_share, end / total);
    }
    return stacked;
}

std::string fill(const std::string& colour) {
    return fmt::format("linecolor rgb '{}' fillstyle solid noborder", colour);
}

Plot page_of(const std::string& name, const std::vector<Breakdown>& all,
             const std::vector<std::string>& names, const std::string& explanation) {
    const std::vector<Part> parts = parts_of(all, names);
    const Stacked stacked = stack(parts, all);
    std::vector<RowSheet::Row> texts;
    for (const Breakdown& breakdown : all) {
        texts.push_back({breakdown.label, format_duration_s(breakdown.total_s)});
    }
    const RowSheet sheet(std::move(texts), component_row_height, 2);
    const DisplayUnit unit = display_unit(stacked.highest_s, "s");
    GnuplotData data;
    PlotLayers absolute(data, name + ".dat", "");
    PlotLayers shares(data, name + ".dat", "");
    std::vector<LegendEntry> legend;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string style = "with boxxyerror " + fill(parts[i].colour);
        const std::string columns = "($1/{0}):4:($1/{0}):($2/{0}):($4-0.32):($4+0.32)";
        const int block = absolute.add(parts[i].name + ": from, to (s), total, row", stacked.areas[i],
                                       fmt::format(fmt::runtime(columns), gnuplot_number(unit.size)), style);
        shares.draw(block, fmt::format(fmt::runtime(columns), "$3*100"), style);
        legend.push_back({"with boxes " + fill(parts[i].colour),
                          fitted_text(parts[i].name, legend_font_size, legend_name_width)});
    }
    const std::string title = "Where the time of a run goes";
    const std::string body =
        "set multiplot\n" + plot_title(sheet.size(), title, explanation) + sheet.texts() + sheet.area(0) +
        fmt::format("set xrange [{}:{}]\nset xlabel {} font ',11'\n",
                    gnuplot_number(1.04 * stacked.lowest_s / unit.size),
                    gnuplot_number(1.04 * stacked.highest_s / unit.size),
                    gnuplot_string("timed work, " + unit.name)) +
        absolute.text() + "unset label\n\n" + sheet.area(1) +
        fmt::format("set xrange [{}:{}]\nset format x '%.0f %%'\nset xlabel 'share of it' font ',11'\n",
                    gnuplot_number(104 * stacked.lowest_share), gnuplot_number(100 * stacked.highest_share)) +
        shares.text() + "\n" + plot_legend(sheet.size(), legend) + "unset multiplot\n";
    return {name, title, plot_script(name, sheet.size(), body), data.text()};
}

}  // namespace

std::vector<Plot> components_plots(const std::vector<ScenarioRecord>& scenarios,
                                   const std::string& explanation) {
    const std::vector<Breakdown> all = breakdowns_of(scenarios);
    const std::vector<std::string> names = largest_first(all);
    std::vector<Plot> plots;
    const auto parts = pages(all.size(), RowSheet::most_rows);
    for (std::size_t page = 0; page < parts.size(); ++page) {
        const std::vector<Breakdown> part(all.begin() + static_cast<std::ptrdiff_t>(parts[page].first),
                                          all.begin() + static_cast<std::ptrdiff_t>(parts[page].second));
        plots.push_back(page_of(page_name("components", page, parts.size()), part, names, explanation));
    }
    return plots;
}

}  // namespace ratchet
