#include "report/suite_plots.hpp"

#include "report/plot_changes.hpp"
#include "report/plot_components.hpp"
#include "report/plot_distribution.hpp"
#include "report/plot_runs.hpp"
#include "report/plot_spread.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string explanation_of(const SuiteRecord& suite) {
    const std::string missing =
        suite.not_run.empty() ? "" : fmt::format(" of {}", suite.scenarios.size() + suite.not_run.size());
    return fmt::format("suite {}: {}{}, session {}", suite.suite, counted(suite.scenarios.size(), "scenario"),
                       missing, suite.session);
}

void append(std::vector<Plot>& all, std::vector<Plot> more) {
    std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

std::vector<Plot> suite_plots(const SuiteRecord& suite, const HostFingerprint& host,
                              const KeptBaselines& baselines) {
    const std::vector<PlotSeries> series = plot_series(suite.scenarios, host, baselines);
    const std::string explanation = explanation_of(suite);
    std::vector<Plot> all = changes_plots(series, suite.geometric_mean, explanation);
    if (std::ranges::any_of(series, [](const PlotSeries& each) { return !each.now.empty(); })) {
        append(all, runs_plots(series, explanation));
        append(all, distribution_plots(series, explanation));
    }
    append(all, spread_plots(series, explanation));
    append(all, components_plots(suite.scenarios, explanation));
    return all;
}

}  // namespace ratchet
