#include "report/compare_documents.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "report/markdown_text.hpp"
#include "report/wording.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string message(const CompareRow& row) {
    std::string text = outcome_word(row) + (row.reason.empty() ? "" : ": " + row.reason);
    if (row.before || row.now) {
        text += fmt::format(" ({} before, {} now", median_text(row.before, row.unit),
                            median_text(row.now, row.unit));
        text += row.shift ? ", " + format_change(*row.shift, row.higher_is_better) + ")" : ")";
    }
    return text;
}

JunitOutcome junit_outcome(const CompareRow& row) {
    if (!row.verdict) {
        return JunitOutcome::skipped;
    }
    switch (*row.verdict) {
        case Verdict::failed:
            return JunitOutcome::error;
        case Verdict::regressed:
            return JunitOutcome::failure;
        case Verdict::unchanged:
        case Verdict::improved:
            return JunitOutcome::passed;
        case Verdict::incomparable:
        case Verdict::inconclusive:
        case Verdict::no_baseline:
        case Verdict::not_run:
            return JunitOutcome::skipped;
    }
    return JunitOutcome::error;
}

/// A scenario that failed on both sides has two rows without a metric, one for each.
std::string test_name(const CompareRow& row) {
    if (!row.metric.empty()) {
        return row.metric;
    }
    return "measured, " + row.reason.substr(0, row.reason.find(':'));
}

}  // namespace

std::string compare_markdown(const std::vector<CompareRow>& rows, const ComparedSides& sides) {
    const Table table = compare_table(rows);
    std::string text = fmt::format("# Comparison of performance\n\nBefore: {}\n\nNow: {}\n\n{}\n\n",
                                   markdown_code(sides.before), markdown_code(sides.now),
                                   escape_markdown(compare_counts(rows)));
    text += markdown_table(table);
    std::string reasons;
    for (const Row& row : table.rows) {
        for (const std::string& note : row.notes) {
            reasons += fmt::format("- {} {}: {}\n", markdown_code(row.cells.at(0).text), row.cells.at(1).text,
                                   escape_markdown(note));
        }
    }
    return reasons.empty() ? text.substr(0, text.size() - 1) : text + reasons;
}

JunitDocument compare_junit(const std::vector<CompareRow>& rows, const ComparedSides& sides) {
    JunitDocument document;
    document.name = "perf compare";
    for (const CompareRow& row : rows) {
        JunitCase test;
        const std::size_t slash = row.scenario.find('/');
        test.class_name = "compare." + row.scenario.substr(0, slash);
        test.name = slash == std::string::npos ? test_name(row)
                                               : row.scenario.substr(slash + 1) + " " + test_name(row);
        test.outcome = junit_outcome(row);
        test.type = outcome_word(row);
        test.message = message(row);
        test.detail = printable(test.message) + "\n";
        test.properties = {{"before", sides.before}, {"now", sides.now}};
        document.cases.push_back(std::move(test));
    }
    return document;
}

}  // namespace ratchet
