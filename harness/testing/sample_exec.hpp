#pragma once

#include "gate/duet.hpp"
#include "model/exec_record.hpp"
#include "statistics/summary.hpp"

#include <string>
#include <utility>
#include <vector>

// Records of `ratchet exec` with plausible numbers, for tests of what is made of them.

namespace ratchet::testing {

inline const MetricDefinition exec_seconds{"s", Direction::lower_is_better, MetricScope::whole_process};
inline const MetricDefinition exec_bytes{"B", Direction::lower_is_better, MetricScope::whole_process};

/// `runs` wall times that scatter evenly by 1 % around `level_s`, three quarters of them spent in user mode.
inline ExecCommand measured_command(const std::string& name, double level_s, int runs = 20) {
    std::vector<double> wall;
    ExecCommand command;
    command.name = name;
    command.argv = {name};
    for (int i = 0; i < runs; ++i) {
        wall.push_back(level_s * (1 + 0.0025 * (i * 7 % 9 - 4)));
        command.runs.push_back({.index = i + 1, .exit_code = 0});
    }
    const auto scaled = [&wall](double factor) {
        std::vector<double> values;
        for (const double value : wall) {
            values.push_back(value * factor);
        }
        return values;
    };
    command.metrics["wall_time"] = statistics::summarise(wall, exec_seconds);
    command.metrics["user_time"] = statistics::summarise(scaled(0.75), exec_seconds);
    command.metrics["system_time"] = statistics::summarise(scaled(0.125), exec_seconds);
    command.metrics["peak_rss"] =
        statistics::summarise(std::vector<double>(static_cast<std::size_t>(runs), 12'582'912.0), exec_bytes);
    return command;
}

/// The second command against the first, by the default gate.
inline ExecComparison compared(const ExecRecord& record, std::size_t reference, std::size_t current) {
    const auto series = [&](std::size_t index) {
        return MetricSeries{"wall_time", exec_seconds, record.commands[index].metrics.at("wall_time").values,
                            std::nullopt};
    };
    return {reference,
            current,
            {judge_duet_gate({.metric = "wall_time"}, "wall_time", series(reference), series(current),
                             duet_looks(), record.seed)}};
}

inline ExecRecord compared_record() {
    ExecRecord record;
    record.commands = {measured_command("zstd -3 -c corpus.tar", 0.0842),
                       measured_command("zstd -1 -c corpus.tar", 0.0365),
                       measured_command("zstd -3 -c --long corpus.tar", 0.0861)};
    record.commands[1].warnings = {{WarningKind::outliers, "zstd -1 -c corpus.tar",
                                    "2 of 20 runs, the furthest +31.0 % from the median"}};
    record.comparisons = {compared(record, 0, 1), compared(record, 0, 2)};
    return record;
}

}  // namespace ratchet::testing
