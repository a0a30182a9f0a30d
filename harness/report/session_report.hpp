#pragma once

#include "model/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// What a reader may want to do next, as lines to paste into a shell. Empty: not said.
struct AdvisedCommands {
    std::string record;  ///< records baselines
    std::string accept;  ///< accepts a slowdown, once its reason is filled in
};

/// Everything that the reports of one session show; made of its records, nothing is looked up.
struct SessionReport {
    SessionRecord session;
    std::vector<ScenarioRecord> scenarios;
    std::vector<SuiteRecord> suites;   ///< with their scenarios and plots, where these are to be shown
    std::vector<std::string> not_run;  ///< full names of scenarios that were asked for and did not run
    AdvisedCommands commands;
    std::string directory;    ///< of the session, as a reader can open it; empty: not said
    std::string report_path;  ///< where the whole report is, as a reader can open it; empty: not said
};

/// Path, in the session's directory, of the differential flame graph of the scenario's profile; nothing where
/// there is none.
std::optional<std::string> profile_diff_of(const ScenarioRecord& scenario);

/// The scenario's verdict; a scenario whose record was begun but never finished has failed.
ScenarioVerdict effective_verdict(const ScenarioRecord& scenario);

/// Those that need attention first, then by name.
std::vector<const ScenarioRecord*> worst_first(const std::vector<ScenarioRecord>& scenarios);

/// "6 scenarios: 1 regressed, 5 unchanged."
std::string verdict_counts(const SessionReport& report);

}  // namespace ratchet
