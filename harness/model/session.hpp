#pragma once

#include "model/baseline.hpp"
#include "model/calibration.hpp"
#include "model/duet.hpp"
#include "model/grown_functions.hpp"
#include "model/host.hpp"
#include "model/instruction_counts.hpp"
#include "model/layout_spread.hpp"
#include "model/metric_summary.hpp"
#include "model/profile_record.hpp"
#include "model/run_record.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"
#include "model/warning.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// The process on whose behalf a session is held; a pid alone may be reused.
struct SessionOwner {
    std::int64_t pid = 0;
    std::uint64_t start_ticks = 0;  ///< field 22 of /proc/<pid>/stat
    std::string boot_id;

    bool operator==(const SessionOwner&) const = default;
};

enum class SessionStatus { open, closed, abandoned };

/// The content of `session.json`.
struct SessionRecord {
    std::string id;  ///< name of the session's directory
    SessionStatus status = SessionStatus::open;
    SessionOwner owner;
    std::string label;
    std::string started_at;  ///< UTC, ISO 8601
    std::optional<std::string> finished_at;
    std::int64_t started_monotonic_ns = 0;  ///< the anchor that ties `started_at` to every other time
    std::string project;
    std::string configuration;
    std::string host_class;
    HostFingerprint host;
    std::vector<FitnessFinding> fitness;
    GitState git;
    Calibration calibration;                         ///< before the first scenario
    std::map<std::string, std::string> environment;  ///< RATCHET_* variables in force
    std::string mode;                                ///< report, gate, strict
    std::string ratchet_version;
    std::vector<Warning> warnings;

    bool operator==(const SessionRecord&) const = default;
};

enum class ScenarioStatus { running, finished };

/// The content of `scenario.json`.
struct ScenarioRecord {
    ScenarioName name;
    ScenarioStatus status = ScenarioStatus::running;
    ScenarioSpec spec;
    Plan plan;
    std::string plan_origin;  ///< "baseline", "explored", "command", "library"
    int requested_runs = 0;
    Digests digests;
    std::vector<RunRecord> runs;
    std::optional<InstructionCounts> instructions;  ///< absent: no gate asks for them
    std::optional<ProfileRecord> profile;           ///< absent: nobody has asked for one yet
    Calibration calibration;                        ///< a value before the first run and one after each
    std::map<std::string, MetricSummary> metrics;
    std::optional<ScenarioVerdict> verdict;         ///< absent while running
    std::optional<GrownFunctions> grown_functions;  ///< absent: it did not regress in time, or has no profile
    std::optional<DuetRecord> duet;                 ///< with another build; its verdict is part of the former
    std::optional<LayoutSpread> layout_spread;  ///< of this build or one that it is compared with, if known
    std::optional<std::string> baseline_path;   ///< relative to the project's source directory where possible
    std::vector<Warning> warnings;
    std::map<std::string, std::string> artifacts;  ///< name -> path relative to the session

    bool operator==(const ScenarioRecord&) const = default;
};

/// The suite's geometric mean of wall time against the baselines.
struct GeometricMean {
    int members = 0;  ///< judged wall_time members it is made of
    Shift shift;
    Verdict verdict = Verdict::inconclusive;

    bool operator==(const GeometricMean&) const = default;
};

/// The content of `suite.json`.
struct SuiteRecord {
    std::string suite;
    std::string description;
    std::string session;
    bool complete = false;
    std::vector<std::string> not_run;
    std::vector<ScenarioRecord> scenarios;  ///< sorted by name
    std::optional<GeometricMean> geometric_mean;
    Verdict verdict = Verdict::not_run;
    std::vector<Warning> warnings;
    std::map<std::string, std::string> artifacts;  ///< name -> path relative to the session

    bool operator==(const SuiteRecord&) const = default;
};

}  // namespace ratchet
