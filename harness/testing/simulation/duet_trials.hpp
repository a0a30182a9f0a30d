#pragma once

#include "gate/duet.hpp"
#include "statistics/random.hpp"
#include "testing/simulation/host_model.hpp"
#include "testing/simulation/trials.hpp"

namespace ratchet::testing {

/// The differences of a duet's blocks on `host`, as many as its judge asks for, with so much slower a current
/// build.
struct SimulatedDuet {
    std::vector<double> differences;
    DuetJudgement judged;
};
SimulatedDuet simulate_duet(const HostModel& host, double slowdown, const StatisticalPolicy& policy,
                            statistics::Random& random);

/// `null_trials` duets of a build with itself, and `trials` of every other kind. θ 2 %, δ 5 %, the looks and
/// the level of `ratchet duet`. About 0.3 ms a trial, 50 ms one that prints what it would have caught.
Characteristics simulate_duets(const HostModel& host, int null_trials, int trials, std::uint64_t seed);

}  // namespace ratchet::testing
