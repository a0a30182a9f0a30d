#pragma once

#include "testing/simulation/recorded_trial.hpp"
#include "testing/simulation/trials.hpp"

#include <string>
#include <vector>

namespace ratchet::testing {

/// One stage of the judge on one simulated host.
struct SimulatedStage {
    std::string host;
    std::string stage;  ///< "duet", "stored baseline, same boot", …
    Characteristics found;
};

/// What was claimed, what was found, and whether that is within the bound: one row per stage and host.
/// Markdown, like the others.
std::string claims_table(const std::vector<SimulatedStage>& stages);

/// One row per campaign on a real host, bounds included.
std::string campaigns_table(const std::vector<Campaign>& campaigns);

/// One column per host and slowdown, one row per rule. `columns` name the hosts.
struct PeerColumn {
    std::string host;
    std::vector<RuleAlarms> rules;  ///< of the same rules in every column
};
std::string peers_table(const std::vector<PeerColumn>& columns);

}  // namespace ratchet::testing
