#include "report/bisection_table.hpp"

#include "artifacts/enum_text.hpp"
#include "base/text.hpp"
#include "gate/bisection.hpp"
#include "model/change.hpp"
#include "report/wording.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet {
namespace {

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
    row.cells = {{short_commit(commit.commit)},
                 {std::string(artifacts::enum_text(commit.state)), tone_of(commit.state)},
                 {change_of(commit, bisection)},
                 {commit.subject}};
    if (commit.state == CommitState::undecided || commit.state == CommitState::unusable) {
        row.notes.push_back(commit.reason);
    }
    return row;
}

/// Of ends whose difference is no threshold.
std::string conclusion_on_ends(const BisectionRecord& bisection) {
    const BisectedCommit& end = bisection.commits.back();
    const std::string bad = short_commit(end.commit);
    const std::string good = short_commit(bisection.commits.front().commit);
    if (end.state == CommitState::good) {
        return fmt::format("{} is no slower than {} by the scenario's gate ({}): there is nothing to find.",
                           bad, good, change_of(end, bisection));
    }
    if (end.state == CommitState::undecided && end.shift && is_known_roughly(*end.shift)) {
        return fmt::format(
            "{} is slower than {}, but by how much ({}) is known too roughly to tell apart the commits "
            "between "
            "them: a larger --budget or a quieter host says more.",
            bad, good, change_of(end, bisection));
    }
    return fmt::format("{} could not be told from {}: {}", bad, good, end.reason);
}

std::string conclusion(const BisectionRecord& bisection) {
    const std::vector<BisectedCommit> suspects = suspects_of(bisection);
    if (suspects.empty()) {
        return conclusion_on_ends(bisection);
    }
    const BisectedCommit& last = suspects.back();
    if (suspects.size() == 1) {
        return fmt::format("{} made {} slower: {} {} against the good end. \"{}\"", short_commit(last.commit),
                           bisection.scenario.full(), bisection.metric, change_of(last, bisection),
                           last.subject);
    }
    return fmt::format(
        "One of {} from {} to {} made {} slower; those before the last could not be built, run or decided, "
        "or "
        "were not tried.",
        counted(suspects.size(), "commit"), short_commit(suspects.front().commit), short_commit(last.commit),
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
