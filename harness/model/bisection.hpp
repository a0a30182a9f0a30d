#pragma once

#include "model/name.hpp"
#include "model/plan.hpp"
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
    undecided,  ///< measured, and could be of either end
    unusable,   ///< does not build, or lacks the scenario
};

struct BisectedCommit {
    std::string commit;  ///< full name
    std::string subject;
    CommitState state = CommitState::untried;
    std::string reason;          ///< for people; empty while untried
    std::optional<Shift> shift;  ///< against the good end, by all its duets; absent without one
    int duets = 0;               ///< that it took part in as the later build
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
    std::optional<double> threshold;  ///< slowdown halfway between the ends, log scale; absent before these
                                      ///< were told apart
    std::optional<Plan> plan;         ///< of all its duets; absent before the first
    std::vector<BisectedCommit> commits;  ///< oldest first; the good end first, the bad end last

    bool operator==(const BisectionRecord&) const = default;
};

}  // namespace ratchet
