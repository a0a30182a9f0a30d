#pragma once

#include "model/host.hpp"
#include "model/run_record.hpp"
#include "model/session.hpp"
#include "model/verdict.hpp"
#include "model/warning.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// One timed launch under `ratchet exec`; its values stand in the command's metrics, in the same order.
struct ExecRun {
    int index = 0;  ///< from 1, in the order of launch among all commands it is compared with
    std::optional<int> block = std::nullopt;      ///< from 1; absent where nothing is compared
    std::int64_t started_ns = 0;                  ///< monotonic clock
    std::optional<int> exit_code = std::nullopt;  ///< absent when killed by a signal
    std::optional<int> signal = std::nullopt;

    bool operator==(const ExecRun&) const = default;
};

/// One command with one setting of the parameters.
struct ExecCommand {
    std::string name;               ///< as shown: as it was named, else its command line
    std::vector<std::string> argv;  ///< as launched
    std::map<std::string, std::string> parameters;
    std::optional<Failure> failure;  ///< why it was given up; the runs before stay
    std::vector<ExecRun> runs;       ///< without warm-up
    std::map<std::string, MetricSummary>
        metrics;  ///< empty without a run; what has no value in a run is left out
    std::map<std::string, std::string> missing;  ///< metric -> why it is left out
    std::vector<GateVerdict> budgets;
    std::vector<Warning> warnings;

    /// Null where there is none.
    [[nodiscard]] const MetricSummary* summary(const std::string& metric) const {
        const auto found = metrics.find(metric);
        return found == metrics.end() ? nullptr : &found->second;
    }

    bool operator==(const ExecCommand&) const = default;
};

/// A command judged against the first of those that it ran in blocks with.
struct ExecComparison {
    std::size_t reference = 0;  ///< index of a command
    std::size_t current = 0;    ///< index of a command
    std::vector<GateVerdict> gates;

    bool operator==(const ExecComparison&) const = default;
};

/// The content of the file that `ratchet exec --json` writes.
struct ExecRecord {
    std::string ratchet_version;
    std::string started_at;  ///< UTC, ISO 8601
    HostFingerprint host;
    std::uint64_t seed = 0;  ///< of replays and of the environment's padding; follows from the command line
    int warmup_runs = 0;     ///< of each command, not among its runs
    std::vector<ExecCommand> commands;
    std::vector<ExecComparison> comparisons;

    bool operator==(const ExecRecord&) const = default;
};

}  // namespace ratchet
