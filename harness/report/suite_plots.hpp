#pragma once

#include "report/plot_series.hpp"
#include "report/plot_style.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// Every plot of a suite, in the order in which they are read: "changes", "runs", "distribution", "spread",
/// "components", each in as many pages as it takes and only where there is something to show. The worst
/// scenarios come first. `suite` must have its scenarios. The same values give the same texts.
std::vector<Plot> suite_plots(const SuiteRecord& suite, const HostFingerprint& host,
                              const KeptBaselines& baselines);

}  // namespace ratchet
