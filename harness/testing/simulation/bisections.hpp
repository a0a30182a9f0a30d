#pragma once

#include "gate/bisection.hpp"
#include "gate/judge.hpp"
#include "statistics/random.hpp"
#include "testing/synthetic_samples.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ratchet::testing {

/// A line of commits, one of which, drawn anew for each search, made the scenario slower.
struct SimulatedHistory {
    std::size_t commits = 32;  ///< the two ends included
    double slowdown = 0.05;    ///< fraction
    double wander =
        0;  ///< log scale: other commits lie by chance that much below or above their end, or at it
    double broken_share = 0;  ///< of the commits between the ends: they do not build
};

struct SimulatedBisectionHost {
    std::string name;
    NoiseModel noise;  ///< of one run; a block's difference has the same sd
};

/// How searches ended.
struct BisectionOutcomes {
    int exact = 0;   ///< the culprit was named
    int ranges = 0;  ///< several commits were, the culprit among them
    int wrong = 0;   ///< the culprit was not among those named
    int untold = 0;  ///< the ends could not be told apart
    int missed = 0;  ///< the ends were called alike
    int duets = 0;   ///< of all searches
    int most_duets = 0;
    int blocks = 0;

    /// Adds a search that has ended, but for its blocks.
    void count(const BisectionRecord& record, std::size_t culprit);

    bool operator==(const BisectionOutcomes&) const = default;
};

/// By which the duet of a step is judged: that of its gate, at one-sided level `alpha`.
StatisticalPolicy policy_of_step(const BisectionStep& step, double alpha);

/// A host on which nothing else runs, and one with a core busy.
std::vector<SimulatedBisectionHost> hosts_to_bisect_on();

/// Histories of 32 commits in which one made the scenario 5 % slower: one that is nothing else, and one whose
/// other commits wander and do not all build.
std::vector<SimulatedHistory> histories_to_bisect();

/// Searches on synthetic duets: everything between the values of the runs and the named commit is the
/// harness's own code. Commits that do not build cost no duet. Some 10 ms a search.
BisectionOutcomes simulate_bisections(const NoiseModel& noise, const SimulatedHistory& history, int searches,
                                      statistics::Random& random);

/// A row for each of these hosts and histories, in Markdown: so many searches each.
std::string bisections_table(int searches, std::uint64_t seed);

}  // namespace ratchet::testing
