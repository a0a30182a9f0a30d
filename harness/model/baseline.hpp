#pragma once

#include "model/calibration.hpp"
#include "model/digests.hpp"
#include "model/host.hpp"
#include "model/instruction_counts.hpp"
#include "model/metric.hpp"
#include "model/name.hpp"
#include "model/plan.hpp"
#include "model/profile_record.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Metric -> one value per run, in order.
using RoundValues = std::map<std::string, std::vector<double>>;

struct BaselineSession {
    std::string id;           ///< name of the session's directory
    std::string recorded_at;  ///< UTC, ISO 8601
    GitState git;
    HostFingerprint host;
    BuildInfo build;
    Digests digests;
    Calibration calibration;          ///< beside the scenario's own runs
    std::vector<RoundValues> rounds;  ///< at least one, each with at least one value
    std::optional<InstructionCounts> instructions = std::nullopt;  ///< absent: no gate asked for them

    bool operator==(const BaselineSession&) const = default;
};

/// All values of a metric in a session, round after round; empty where it has none. Those of `instructions`
/// are its counts.
std::vector<double> values_of(const BaselineSession& session, const std::string& metric);

/// Pooled between-session spread of one metric, log scale.
struct StoredTau {
    double value = 0;
    double degrees_of_freedom = 0;  ///< 0: a floor, taken as infinitely many

    bool operator==(const StoredTau&) const = default;
};

/// The smallest slowdown that 90 % of replays with these margins end regressed with.
struct StoredDetectable {
    double theta = 0;
    double delta = 0;
    std::optional<double> slowdown;  ///< fraction; absent: not even 100 %

    bool operator==(const StoredDetectable&) const = default;
};

/// What the gate can see for one metric, fixed when the baseline is recorded so that its power is reviewed.
struct StoredMargins {
    double delta_same_boot = 0;   ///< must-detect slowdown, fraction, judged in the boot of the recording
    double delta_other_boot = 0;  ///< the same judged in any other boot
    /// What sessions with the plan's looks catch, in the same two cases; absent in older baselines.
    std::optional<StoredDetectable> detectable_same_boot = std::nullopt;
    std::optional<StoredDetectable> detectable_other_boot = std::nullopt;

    bool operator==(const StoredMargins&) const = default;
};

/// A level that somebody decided on: by recording the first baseline, by an improvement or with a reason.
struct EpochLevel {
    std::string session;      ///< by which it was recorded
    std::string commit;       ///< that was measured; empty: not known
    std::string recorded_at;  ///< UTC, ISO 8601
    double median = 0;        ///< in the metric's unit

    bool operator==(const EpochLevel&) const = default;
};

/// Of what the call stacks beside a baseline ("<name>.folded") are: a profile that was taken in the session
/// by which its level was accepted.
struct BaselineProfile {
    std::string session;  ///< name of its directory
    std::uint64_t samples = 0;
    std::string unit = "samples";  ///< of what the stacks count, as `TakenProfile::unit`
    ProfileRung rung{};
    int runs = 0;  ///< that were profiled
    std::optional<double> frequency_hz;
    std::optional<double> duration_s;  ///< of all these runs
    std::string sha256;                ///< of the stacks' file: whether it is that of these numbers

    bool operator==(const BaselineProfile&) const = default;
};

/// The accepted values of one scenario on one host class.
struct Baseline {
    ScenarioName scenario;
    std::string host_class;
    Plan plan;
    std::map<std::string, MetricDefinition> metrics;
    std::vector<BaselineSession> sessions;           ///< oldest first, at least one
    std::map<std::string, StoredTau> tau_same_boot;  ///< metric -> from the newest session of several rounds
    std::map<std::string, StoredTau> tau_between_boots;  ///< metric -> from sessions of at least three boots
    std::map<std::string, StoredMargins> margins;        ///< metric -> delta `auto`
    std::map<std::string, EpochLevel> epoch;             ///< metric -> the level that drift is measured from
    std::string reason;                                  ///< why the level was moved; may be empty
    std::optional<std::string> accepted_until;           ///< date, "2026-12-31": the reason holds no longer
    std::optional<BaselineProfile> profile = std::nullopt;  ///< absent: there are no stacks beside it

    bool operator==(const Baseline&) const = default;
};

}  // namespace ratchet
