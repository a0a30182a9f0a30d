#pragma once

#include "model/session.hpp"
#include "testing/simulation/peer_trials.hpp"
#include "testing/simulation/trials.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ratchet::testing {

/// A session of one scenario, reduced to what its verdict follows from and what peers decide from: raw values
/// of the time alone, the iterations of the first run alone, no paths of the machine.
struct RecordedTrial {
    SessionRecord session;
    std::optional<Baseline> baseline;  ///< absent: none was there
    ScenarioRecord scenario;
    std::vector<double> iterations_s;  ///< of the first run; empty: of a duet
};

/// Reads a session's directory. Throws `Error(artifact)` unless it holds exactly one finished scenario, and
/// where what is kept gives another verdict than the session's.
RecordedTrial keep_trial(const std::filesystem::path& session);

/// One line of JSON, without its end.
std::string to_line(const RecordedTrial& trial);
RecordedTrial trial_from_line(const std::string& line, const std::string& where);

/// All lines of a file; one that ends in `.xz` is read by the program of this name.
std::vector<std::string> read_lines(const std::filesystem::path& file);

/// The trials that a file's lines are.
std::vector<RecordedTrial> read_trials(const std::filesystem::path& file);

/// The verdict derived again from the raw values: the duet's where there was one.
ScenarioVerdict replay(const RecordedTrial& trial);

/// Trials of one kind, on this kind of host, by the name of their file: `duet-idle-0.05.jsonl`.
struct Campaign {
    std::string kind;  ///< "stage1", "duet"; "recording" are the sessions that baselines were recorded in
    std::string host;  ///< "idle", "loaded"
    double slowdown = 0;
    std::vector<RecordedTrial> trials;
};

/// All campaigns in a directory, by the names of their files.
std::vector<Campaign> read_campaigns(const std::filesystem::path& directory);

struct ReplayedCampaign {
    Outcomes outcomes;
    int same_verdict = 0;  ///< trials whose verdict, derived again, is the stored one to the last bit
    std::optional<double> longest_duet_s;  ///< its runs together, of whole processes
};
ReplayedCampaign replay(const Campaign& campaign);

/// What the rules of other tools say of the runs of these stage 1 trials and those of `recordings`.
std::vector<RuleAlarms> judge_by_peers(const Campaign& campaign, const std::vector<Campaign>& recordings,
                                       std::uint64_t seed);

}  // namespace ratchet::testing
