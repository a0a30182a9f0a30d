#pragma once

#include "model/baseline.hpp"
#include "model/session.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

// A project much larger than this one, as its session and its baselines would be once read from their files.

namespace selfcheck {

struct MeasuredScenario {
    ratchet::ScenarioRecord
        record;  ///< as `scenario.json` keeps it: nine runs with the eight metrics of a program
    ratchet::Baseline baseline;  ///< three rounds of ten runs of the same
};

struct MeasuredProject {
    ratchet::SessionRecord session;
    std::vector<MeasuredScenario> scenarios;
};

/// `count` scenarios with one percent of scatter: of every twenty the first is slower than its baseline by 20
/// %, the second faster by as much, and the others are as they were. The same seed gives the same values.
/// Baselines have what is recorded with them; finding that for twenty of them takes half a second.
MeasuredProject make_project(std::size_t count, std::uint64_t seed);

/// What the judge must say of the scenario at `index`.
ratchet::Verdict expected_verdict(std::size_t index);

/// Whether each scenario's verdict is the expected one.
bool are_as_expected(const std::vector<ratchet::Verdict>& verdicts);

}  // namespace selfcheck
