#pragma once

#include "report/plot_series.hpp"
#include "report/plot_style.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// The scenarios that a suite's plots show, the worst first: those that need attention, of many no more than
/// can be looked at.
std::vector<ScenarioRecord> plotted_scenarios(const SuiteRecord& suite);

/// The plots that a suite can have, in the order in which they are read.
inline constexpr std::array<std::string_view, 5> suite_plot_names{"changes", "runs", "distribution", "spread",
                                                                  "components"};

/// Every plot of a suite in the order of `suite_plot_names`, each in as many pages as it takes and only where
/// there is something to show. `suite` must have its scenarios; `baselines` are those of the plotted ones.
/// The same values give the same texts.
std::vector<Plot> suite_plots(const SuiteRecord& suite, const HostFingerprint& host,
                              const KeptBaselines& baselines);

}  // namespace ratchet
