#pragma once

#include "testing/simulation/host_model.hpp"
#include "testing/simulation/peer_rules.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ratchet::testing {

/// How often a rule called something slower, of how many, at one true slowdown.
struct Alarms {
    double slowdown = 0;
    int trials = 0;
    int alarms = 0;

    bool operator==(const Alarms&) const = default;
};

struct RuleAlarms {
    std::string rule;
    std::vector<Alarms> at;  ///< one per slowdown

    bool operator==(const RuleAlarms&) const = default;
};

/// The rules of `peer_rules` and Ratchet's first stage on the same values: a recording, and a later process
/// or ten of them on the same host. Ratchet's duet, which needs values of its own, on the same host. About 10
/// ms a trial and slowdown.
std::vector<RuleAlarms> simulate_peers(const HostModel& host, const std::vector<double>& slowdowns,
                                       int trials, std::uint64_t seed);

}  // namespace ratchet::testing
