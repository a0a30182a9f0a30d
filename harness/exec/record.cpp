#include "exec/record.hpp"

#include "base/digest.hpp"
#include "exec/metrics.hpp"
#include "exec/warnings.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace ratchet {
namespace {

ExecCommand command_of(const PlannedCommand& planned, const MeasuredCommand& measured,
                       std::optional<double> shell_s) {
    ExecCommand command;
    command.name = planned.name;
    command.argv = planned.argv;
    command.parameters = planned.setting;
    command.failure = measured.failure;
    command.runs = measured.runs;
    command.metrics = summarise_runs(measured);
    command.missing = missing_metrics(measured);
    command.warnings = exec_warnings(planned.name, measured, shell_s);
    return command;
}

bool any_gate_is(const std::vector<GateVerdict>& gates, Verdict verdict) {
    return std::any_of(gates.begin(), gates.end(),
                       [verdict](const GateVerdict& gate) { return gate.verdict == verdict; });
}

/// Whether a gate that was asked for has this verdict.
bool any_is(const ExecRecord& record, const ExecGates& gates, Verdict verdict) {
    return (!gates.compares_by_default &&
            std::any_of(record.comparisons.begin(), record.comparisons.end(),
                        [&](const ExecComparison& pair) { return any_gate_is(pair.gates, verdict); })) ||
           std::any_of(record.commands.begin(), record.commands.end(),
                       [&](const ExecCommand& command) { return any_gate_is(command.budgets, verdict); });
}

}  // namespace

std::uint64_t exec_seed(const std::vector<CommandGroup>& groups) {
    Sha256 digest;
    for (const CommandGroup& group : groups) {
        for (const PlannedCommand& command : group) {
            for (const std::string& word : command.argv) {
                digest.update(word);
                digest.update(std::string_view("\0", 1));
            }
        }
    }
    const std::string hex = digest.hex().substr(0, 16);
    std::uint64_t seed = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), seed, 16);
    return seed >> 1U;
}

void add_group(ExecRecord& record, const CommandGroup& group, const MeasuredGroup& measured,
               const ExecGates& gates, const std::vector<int>& looks, std::optional<double> shell_s) {
    const std::size_t reference = record.commands.size();
    for (std::size_t i = 0; i < group.size(); ++i) {
        const MeasuredCommand& command = measured.commands[i];
        if (measured.ended_by && command.runs.empty() && !command.failure) {
            continue;
        }
        record.commands.push_back(command_of(group[i], command, shell_s));
        const bool judged = (i > 0 || group.size() == 1) && !measured.ended_by;
        if (judged && !command.runs.empty()) {
            record.commands.back().budgets = judge_budgets(command, gates);
        }
    }
    if (measured.failed() || measured.ended_by) {
        return;
    }
    for (std::size_t i = 1; i < group.size(); ++i) {
        record.comparisons.push_back(
            {reference, reference + i,
             judge_comparison(measured.commands.front(), measured.commands[i], gates, looks, record.seed)});
    }
}

Outcome exec_outcome(const ExecRecord& record, const ExecGates& gates) {
    const bool given_up = std::any_of(record.commands.begin(), record.commands.end(),
                                      [](const ExecCommand& command) { return command.failure.has_value(); });
    if (given_up || any_is(record, gates, Verdict::failed)) {
        return Outcome::failed;
    }
    return any_is(record, gates, Verdict::regressed) ? Outcome::regressed : Outcome::ok;
}

}  // namespace ratchet
