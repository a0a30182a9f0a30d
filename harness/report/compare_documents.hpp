#pragma once

#include "report/compare_table.hpp"
#include "report/junit.hpp"

#include <string>
#include <vector>

// A comparison for others than the person at the terminal. Rows as `compare_table` takes them.

namespace ratchet {

/// What was compared with what, as the caller named it.
struct ComparedSides {
    std::string before;
    std::string now;
};

/// Counts, the table of `compare_table`, and the reasons behind it. Names and reasons are escaped.
std::string compare_markdown(const std::vector<CompareRow>& rows, const ComparedSides& sides);

/// A test for each metric of each scenario: a failure where it regressed, an error where one side measured
/// nothing, skipped where nothing could be judged and where it was added or removed.
JunitDocument compare_junit(const std::vector<CompareRow>& rows, const ComparedSides& sides);

/// The rows in the order given, as a document `ratchet/comparison/1` (see `artifacts/schemas`).
std::string compare_json(const std::vector<CompareRow>& rows);

}  // namespace ratchet
