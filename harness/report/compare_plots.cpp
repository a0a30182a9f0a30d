#include "report/compare_plots.hpp"

#include "gate/judge.hpp"
#include "report/plot_changes.hpp"
#include "report/plot_distribution.hpp"
#include "report/plot_runs.hpp"
#include "report/plot_spread.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

PlotSeries series_of(const CompareRow& row) {
    PlotSeries series;
    series.scenario = row.scenario;
    series.metric = row.metric;
    series.definition.unit = row.unit;
    series.definition.direction =
        row.higher_is_better ? Direction::higher_is_better : Direction::lower_is_better;
    series.verdict = *row.verdict;
    series.now = row.values_now;
    series.baseline = row.values_before;
    if (row.shift) {
        GateVerdict& comparison = series.comparison.emplace();
        comparison.metric = row.metric;
        comparison.unit = row.unit;
        comparison.higher_is_better = row.higher_is_better;
        comparison.verdict = *row.verdict;
        comparison.theta = StatisticalPolicy{}.theta;
        comparison.shift = row.shift;
    }
    return series;
}

}  // namespace

std::vector<Plot> compare_plots(const std::vector<CompareRow>& rows, const ComparedSides& sides) {
    std::vector<PlotSeries> series;
    for (const CompareRow& row : rows) {
        if (row.verdict && row.now && row.before) {
            series.push_back(series_of(row));
        }
    }
    std::ranges::stable_sort(series, {}, [](const PlotSeries& each) { return urgency(each.verdict); });
    if (series.empty()) {
        return {};
    }
    const std::string explanation = fmt::format("{}, against the baseline {}", sides.now, sides.before);
    std::vector<Plot> all = changes_plots(series, std::nullopt, explanation);
    for (std::vector<Plot> more : {runs_plots(series, explanation), distribution_plots(series, explanation),
                                   spread_plots(series, explanation)}) {
        std::ranges::move(more, std::back_inserter(all));
    }
    return all;
}

}  // namespace ratchet
