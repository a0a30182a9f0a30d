#include "report/suite_plots.hpp"

#include "report/plot_changes.hpp"
#include "report/plot_components.hpp"
#include "report/plot_distribution.hpp"
#include "report/plot_runs.hpp"
#include "report/plot_spread.hpp"
#include "report/session_report.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Eight pages of panels.
constexpr std::size_t most_scenarios = 96;

std::string explanation_of(const SuiteRecord& suite) {
    const std::string missing =
        suite.not_run.empty() ? "" : fmt::format(" of {}", suite.scenarios.size() + suite.not_run.size());
    const std::string left_out = suite.scenarios.size() <= most_scenarios
                                     ? ""
                                     : fmt::format(", the worst {} of them shown", most_scenarios);
    return fmt::format("suite {}: {}{}{}, session {}", suite.suite,
                       counted(suite.scenarios.size(), "scenario"), missing, left_out, suite.session);
}

void append(std::vector<Plot>& all, std::vector<Plot> more) {
    std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

std::vector<ScenarioRecord> plotted_scenarios(const SuiteRecord& suite) {
    std::vector<ScenarioRecord> plotted;
    for (const ScenarioRecord* scenario : worst_first(suite.scenarios)) {
        if (plotted.size() == most_scenarios) {
            break;
        }
        plotted.push_back(*scenario);
    }
    return plotted;
}

std::vector<Plot> suite_plots(const SuiteRecord& suite, const HostFingerprint& host,
                              const KeptBaselines& baselines) {
    const std::vector<ScenarioRecord> scenarios = plotted_scenarios(suite);
    const std::vector<PlotSeries> series = plot_series(scenarios, host, baselines);
    const std::string explanation = explanation_of(suite);
    std::vector<Plot> all = changes_plots(series, suite.geometric_mean, explanation);
    if (std::ranges::any_of(series, [](const PlotSeries& each) { return !each.now.empty(); })) {
        append(all, runs_plots(series, explanation));
        append(all, distribution_plots(series, explanation));
    }
    append(all, spread_plots(series, explanation));
    append(all, components_plots(scenarios, explanation));
    return all;
}

}  // namespace ratchet
