#pragma once

#include "statistics/random.hpp"
#include "testing/synthetic_samples.hpp"

#include <string>
#include <vector>

namespace ratchet::testing {

/// A host whose truth is known, and how its baseline is used.
struct SimulatedHost {
    std::string name;
    NoiseModel noise;
    double tau = 0;  ///< true sd between sessions, or between rounds when judged in the same boot
    bool same_boot =
        true;  ///< judged in the boot of the recording, else against the default τ of a virtual host
};

/// How trials with one true slowdown ended.
struct Outcomes {
    double slowdown = 0;
    int regressed = 0;
    int improved = 0;
    int unchanged = 0;
    int inconclusive = 0;
    int covered = 0;  ///< trials whose final interval holds the true change
    int runs = 0;     ///< values looked at, all trials together

    bool operator==(const Outcomes&) const = default;
};

struct HostCharacteristics {
    double mean_delta = 0;        ///< δ `auto`, fraction
    std::vector<Outcomes> cells;  ///< one per slowdown

    bool operator==(const HostCharacteristics&) const = default;
};

/// The five hosts whose characteristics the design was chosen by.
std::vector<SimulatedHost> studied_hosts();

/// Records `trials` baselines on `host` (three rounds of ten runs of six scenarios, which share nothing but
/// the host) and judges one later session of the first scenario against each, once per slowdown with the same
/// noise: looks at 9, 14 and 20 runs, θ 2 %, δ `auto`. Everything between the synthetic values and the
/// verdict is the harness's own code.
HostCharacteristics simulate_stage1(const SimulatedHost& host, const std::vector<double>& slowdowns,
                                    int trials, statistics::Random& random);

}  // namespace ratchet::testing
