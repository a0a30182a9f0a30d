#pragma once

#include "model/verdict.hpp"
#include "report/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// One metric of one scenario in two measurements. Without `before` it was added, without `now` removed.
struct CompareRow {
    std::string scenario;
    std::string metric;  ///< empty where a side measured nothing of the scenario
    std::string unit;
    bool higher_is_better = false;
    std::optional<double> before;            ///< median
    std::optional<double> now;               ///< median
    std::optional<Shift> shift;              ///< absent where nothing could be compared
    std::optional<Verdict> verdict;          ///< absent where added or removed
    std::string reason;                      ///< a note under the row; may be empty
    std::vector<double> values_before = {};  ///< of the runs, in their order
    std::vector<double> values_now = {};
};

/// Worst verdict first, then what was removed and what was added, each by name. What is missing is "–", never
/// a number. Texts are raw: escape them for the medium.
Table compare_table(const std::vector<CompareRow>& rows);

/// "4 comparisons: 1 regressed, 3 unchanged; 1 removed; 2 added."
std::string compare_counts(const std::vector<CompareRow>& rows);

/// A median of a row as people read it; "–" where there is none.
std::string median_text(const std::optional<double>& median, const std::string& unit);

/// The verdict's word; "added" or "removed" for what one side alone has.
std::string outcome_word(const CompareRow& row);

}  // namespace ratchet
