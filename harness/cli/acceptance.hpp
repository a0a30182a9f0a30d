#pragma once

#include "baseline/acceptance.hpp"
#include "cli/exit_code.hpp"
#include "cli/harness.hpp"
#include "cli/project.hpp"
#include "report/baseline_table.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet::cli {

/// What the verbs below `baseline` are asked for.
struct BaselineOptions {
    ProjectOptions project;
    std::vector<std::string> names;
    std::string reason;
    std::optional<std::string> accepted_until;
    bool force = false;
    std::string from;
};

/// The session that `--from` names, else the project's newest, with what it measured: at least one scenario,
/// all of them this project's. A session measured elsewhere brings its own host, class, build and digests.
/// Throws `Error(usage)` when there is none, it was not measured to its end, or (but for `--force`) it is of
/// another project.
struct MeasuredSession {
    std::filesystem::path directory;
    SessionRecord record;
    std::vector<ScenarioSpec> specs;  ///< as the project has them now
    std::vector<ScenarioRecord> scenarios;
};
MeasuredSession measured_session(const Harness& harness, const BaselineOptions& options);

/// Everything that can be refused before anything is measured. `built_here`: the scenarios whose programs
/// this build tree holds.
AcceptanceRequest request_for(const Harness& harness, const SessionRecord& session,
                              const std::vector<ScenarioSpec>& built_here, const BaselineOptions& options);

/// Throws `Error(usage)` with all objections.
void refuse_if_objected(const AcceptanceRequest& request);

/// The row of the table for the commit message.
BaselineChange row_of(const LevelChange& change);

/// `ratchet baseline append`.
ExitCode append(const BaselineOptions& options);

/// Where the scenario's baselines are kept. Throws `Error(usage)` when the project has no such scenario.
std::string baseline_directory_of(const Harness& harness, const ScenarioName& name);

/// By full name of the scenario, the text of the stacks that go beside its baseline.
using KeptStacks = std::map<std::string, std::string>;

/// Where the profiles of a session are, and what it has of each scenario.
struct MeasuredProfiles {
    std::filesystem::path directory;
    std::string session;  ///< its id
    const std::vector<ScenarioRecord>& scenarios;
};

/// Makes the profile that the session took of the baseline's scenario the baseline's own: what there is to
/// know of it goes into the baseline, the stacks into `stacks`. Returns why it has none, or nothing. A
/// profile that cannot be read is none.
std::optional<std::string> attach_profile(Baseline& baseline, KeptStacks& stacks,
                                          const MeasuredProfiles& measured);

/// Adds to the table's last `rows` rows, which are of one scenario, that its baseline loses its stacks.
void note_lost_stacks(std::vector<BaselineChange>& table, std::size_t rows, const std::string& why);

/// Stores all of the baselines or none, whatever signals arrive, and tells where they are. Those that have no
/// new stacks keep the old ones where they still have a profile.
void store(const Harness& harness, const std::vector<Baseline>& baselines, const KeptStacks& stacks);

}  // namespace ratchet::cli
