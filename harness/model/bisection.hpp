#pragma once

#include "model/name.hpp"
#include "model/verdict.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// What is known of one commit of a bisection.
enum class CommitState {
    untried,
    good,       ///< nearer to the good end
    bad,        ///< nearer to the bad end
    undecided,  ///< measured, and no verdict came of it
    unusable,   ///< does not build, or lacks the scenario
};

struct BisectedCommit {
    std::string commit;  ///< full name
    std::string subject;
    CommitState state = CommitState::untried;
    std::string reason;          ///< for people; empty while untried
    std::optional<Shift> shift;  ///< against the good end; absent without a measurement
    std::string session;         ///< directory with the duet, relative to that of the bisection; empty: none

    bool operator==(const BisectedCommit&) const = default;
};

/// A search for the commit that made a scenario slower: the content of `bisection.json`.
struct BisectionRecord {
    ScenarioName scenario;
    std::string metric;
    bool higher_is_better = false;
    double budget_s = 0;              ///< of each duet
    double alpha = 0.01;              ///< one-sided, of each duet; all of them may have 0.01 together
    std::optional<double> threshold;  ///< slowdown that tells bad from good: half of the ends'; absent before
                                      ///< these were compared
    std::vector<BisectedCommit> commits;  ///< oldest first; the good end first, the bad end last

    bool operator==(const BisectionRecord&) const = default;
};

}  // namespace ratchet
