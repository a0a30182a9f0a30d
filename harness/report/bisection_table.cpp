#include "report/bisection_table.hpp"

#include "artifacts/enum_text.hpp"
#include "gate/bisection.hpp"
#include "model/change.hpp"
#include "report/wording.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string short_name(const BisectedCommit& commit) {
    constexpr std::size_t digits = 12;
    return commit.commit.substr(0, digits);
}

Tone tone_of(CommitState state) {
    switch (state) {
        case CommitState::good:
            return Tone::good;
        case CommitState::bad:
            return Tone::bad;
        default:
            return Tone::doubtful;
    }
}

std::string change_of(const BisectedCommit& commit, const BisectionRecord& bisection) {
    return commit.shift ? format_change(*commit.shift, bisection.higher_is_better) : "";
}

Row commit_row(const BisectedCommit& commit, const BisectionRecord& bisection) {
    Row row;
    row.cells = {{short_name(commit)},
                 {std::string(artifacts::enum_text(commit.state)), tone_of(commit.state)},
                 {change_of(commit, bisection)},
                 {commit.subject}};
    if (commit.state == CommitState::undecided || commit.state == CommitState::unusable) {
        row.notes.push_back(commit.reason);
    }
    return row;
}

std::string conclusion(const BisectionRecord& bisection) {
    const BisectedCommit& end = bisection.commits.back();
    const std::vector<BisectedCommit> suspects = suspects_of(bisection);
    if (suspects.empty()) {
        return end.state == CommitState::good
                   ? fmt::format(
                         "{} is no slower than {} by the scenario's gate ({}): there is nothing to find.",
                         short_name(end), short_name(bisection.commits.front()), change_of(end, bisection))
                   : fmt::format("{} could not be told from {}: {}", short_name(end),
                                 short_name(bisection.commits.front()), end.reason);
    }
    const BisectedCommit& last = suspects.back();
    if (suspects.size() == 1) {
        return fmt::format("{} made {} slower: {} {} against the good end. \"{}\"", short_name(last),
                           bisection.scenario.full(), bisection.metric, change_of(last, bisection),
                           last.subject);
    }
    return fmt::format(
        "One of {} from {} to {} made {} slower; those before the last could not be built, run or decided.",
        counted(suspects.size(), "commit"), short_name(suspects.front()), short_name(last),
        bisection.scenario.full());
}

}  // namespace

std::string render_bisection(const BisectionRecord& bisection, const TextStyle& style) {
    Table table{{{"commit", Align::left, 0},
                 {"state", Align::left, 0},
                 {bisection.metric, Align::left, 1},
                 {"subject", Align::left, 2, true}},
                {}};
    for (const BisectedCommit& commit : bisection.commits) {
        if (commit.state != CommitState::untried) {
            table.rows.push_back(commit_row(commit, bisection));
        }
    }
    return render_table(table, style) + "\n" + wrapped(conclusion(bisection), 0, style);
}

}  // namespace ratchet
