#include "report/bisection_table.hpp"

#include "catch.hpp"

#include <cmath>

using namespace ratchet;
using Catch::Contains;

namespace {

BisectedCommit commit(char letter, CommitState state, double slowdown = 0) {
    BisectedCommit result;
    result.commit = std::string(40, letter);
    result.subject = std::string("subject ") + letter;
    result.state = state;
    if (state == CommitState::good || state == CommitState::bad) {
        result.shift = Shift{std::log1p(slowdown), std::log1p(slowdown - 0.01), std::log1p(slowdown + 0.01)};
    }
    result.reason = std::string("reason ") + letter;
    return result;
}

std::string shown(std::vector<BisectedCommit> commits, std::optional<double> threshold = 0.025) {
    BisectionRecord record;
    record.scenario = {"search", "wide"};
    record.metric = "wall_time";
    record.threshold = threshold;
    record.commits = std::move(commits);
    return render_bisection(record, {120, false});
}

}  // namespace

TEST_CASE("a bisection names the commit with its interval, and shows what was measured") {
    const std::string text = shown({commit('a', CommitState::good), commit('b', CommitState::untried),
                                    commit('c', CommitState::good), commit('d', CommitState::bad, 0.05)});
    CHECK_THAT(text, Contains("dddddddddddd made search/wide slower: wall_time +5.0 % [+4.0, +6.0]") &&
                         Contains("\"subject d\"") && Contains("cccccccccccc"));
    CHECK_THAT(text, !Contains("bbbb"));
}

TEST_CASE("what could not be told leaves a range, with the reasons") {
    const std::string text =
        shown({commit('a', CommitState::good), commit('b', CommitState::unusable),
               commit('c', CommitState::undecided), commit('d', CommitState::bad, 0.05)});
    CHECK_THAT(text, Contains("One of 3 commits from bbbbbbbbbbbb to dddddddddddd made search/wide slower") &&
                         Contains("reason b") && Contains("reason c"));
}

TEST_CASE("ends that do not differ, or could not be told apart, are said to be so") {
    CHECK_THAT(shown({commit('a', CommitState::good), commit('d', CommitState::good)}, std::nullopt),
               Contains("dddddddddddd is no slower than aaaaaaaaaaaa"));
    CHECK_THAT(shown({commit('a', CommitState::good), commit('d', CommitState::undecided)}, std::nullopt),
               Contains("could not be told from aaaaaaaaaaaa: reason d"));
    BisectedCommit rough = commit('d', CommitState::undecided);
    rough.shift = Shift{0.05, 0.005, 0.10};
    CHECK_THAT(shown({commit('a', CommitState::good), rough}, std::nullopt),
               Contains("dddddddddddd is slower than aaaaaaaaaaaa, but by how much (+5.1 % [+0.5, +10.5])") &&
                   Contains("--budget"));
}

TEST_CASE("a subject is text and nothing else") {
    BisectedCommit hostile = commit('d', CommitState::bad, 0.05);
    hostile.subject = "\x1b[31mred\n$(touch x)";
    CHECK_THAT(shown({commit('a', CommitState::good), hostile}), !Contains("\x1b"));
}
