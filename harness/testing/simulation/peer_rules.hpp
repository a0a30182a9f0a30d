#pragma once

#include "statistics/random.hpp"

#include <string>
#include <vector>

// How other tools decide that something became slower, written anew from what they publish about their rules.

namespace ratchet::testing {

/// What was measured before and now, in any unit, more is slower: the iterations of one process, and the
/// values of several processes. Each has at least two values.
struct BeforeAndNow {
    std::vector<double> iterations_before;
    std::vector<double> iterations_now;
    std::vector<double> runs_before;
    std::vector<double> runs_now;
};

/// Two-sided p of the Mann-Whitney test by its normal approximation, corrected for ties and continuity (Mann
/// and Whitney, "On a Test of Whether One of Two Random Variables is Stochastically Larger", 1947).
double mann_whitney_p(const std::vector<double>& before, const std::vector<double>& now);

/// Two-sided p of Welch's t test.
double welch_p(const std::vector<double>& before, const std::vector<double>& now);

/// A rule that says of values whether they became slower.
struct PeerRule {
    std::string name;
    bool (*says_slower)(const BeforeAndNow&, statistics::Random&);
};

/// A plain threshold of 5 % on the medians of a process; Mann-Whitney on the iterations of a process with
/// p < 0.05 (Google Benchmark's compare.py); Welch's test on the runs with p < 0.05 (hyperfine's
/// welch_ttest.py); a bootstrap of t and of the mean's change, p < 0.05 and the 95 % interval beyond 1 %, on
/// the iterations of a process (Criterion.rs; 1 000 resamples where it takes 100 000).
std::vector<PeerRule> peer_rules();

}  // namespace ratchet::testing
