#include "report/compare_table.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

namespace ratchet {
namespace {

bool removed(const CompareRow& row) {
    return row.before && !row.now;
}

bool added(const CompareRow& row) {
    return !row.before && row.now;
}

bool compared(const CompareRow& row) {
    return !removed(row) && !added(row);
}

Verdict verdict_of(const CompareRow& row) {
    return row.verdict.value_or(Verdict::not_run);
}

/// Behind every verdict: removed, then added.
int place(const CompareRow& row) {
    constexpr int behind = 100;
    return removed(row) ? behind : added(row) ? behind + 1 : urgency(verdict_of(row));
}

std::string one_sided(const std::vector<CompareRow>& rows, bool (*is_one)(const CompareRow&),
                      std::string_view name) {
    const auto count = std::count_if(rows.begin(), rows.end(), is_one);
    return count == 0 ? "" : fmt::format("; {} {}", count, name);
}

Cell outcome(const CompareRow& row) {
    const Tone how = removed(row) ? Tone::doubtful : added(row) ? Tone::faint : tone(verdict_of(row));
    return {outcome_word(row), how};
}

}  // namespace

Table compare_table(const std::vector<CompareRow>& rows) {
    std::vector<const CompareRow*> sorted;
    std::transform(rows.begin(), rows.end(), std::back_inserter(sorted),
                   [](const CompareRow& row) { return &row; });
    std::stable_sort(sorted.begin(), sorted.end(), [](const CompareRow* a, const CompareRow* b) {
        return std::tuple(place(*a), a->scenario, a->metric) < std::tuple(place(*b), b->scenario, b->metric);
    });
    Table table{{{"scenario", Align::left, 0, true},
                 {"outcome"},
                 {"metric"},
                 {"before", Align::right, 2},
                 {"now", Align::right, 1},
                 {"change"}},
                {}};
    for (const CompareRow* row : sorted) {
        const Cell cell = outcome(*row);
        const std::string change = row->shift ? format_change(*row->shift, row->higher_is_better) : no_value;
        table.rows.push_back({{{row->scenario, cell.tone},
                               cell,
                               {row->metric},
                               {median_text(row->before, row->unit)},
                               {median_text(row->now, row->unit)},
                               {change, cell.tone}},
                              {}});
        if (!row->reason.empty() && row->verdict != Verdict::unchanged) {
            table.rows.back().notes.push_back(row->reason);
        }
    }
    return table;
}

std::string compare_counts(const std::vector<CompareRow>& rows) {
    std::map<Verdict, std::size_t> verdicts;
    for (const CompareRow& row : rows) {
        if (compared(row)) {
            ++verdicts[verdict_of(row)];
        }
    }
    const auto all = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), compared));
    std::string text = counted(all, "comparison");
    std::string_view separator = ": ";
    for (const auto& [verdict, count] : verdicts) {
        text += fmt::format("{}{} {}", separator, count, word(verdict));
        separator = ", ";
    }
    text += one_sided(rows, removed, "removed");
    text += one_sided(rows, added, "added");
    return text + ".";
}

std::string median_text(const std::optional<double>& median, const std::string& unit) {
    return median ? format_metric(*median, unit) : no_value;
}

std::string outcome_word(const CompareRow& row) {
    return removed(row) ? "removed" : added(row) ? "added" : std::string(word(verdict_of(row)));
}

}  // namespace ratchet
