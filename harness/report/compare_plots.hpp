#pragma once

#include "report/compare_documents.hpp"
#include "report/plot_style.hpp"

#include <vector>

namespace ratchet {

/// The pictures of a comparison, where there is something to show: "changes", "runs", "distribution" and
/// "spread", as a suite's, with side A in the place of the baseline. Rows as `compare_table` takes them, with
/// the values behind their medians; what only one side measured is not in them.
std::vector<Plot> compare_plots(const std::vector<CompareRow>& rows, const ComparedSides& sides);

}  // namespace ratchet
