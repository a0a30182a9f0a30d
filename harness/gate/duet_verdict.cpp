#include "gate/duet_verdict.hpp"

#include "gate/duet.hpp"
#include "gate/instruction_gate.hpp"
#include "gate/scenario_verdict.hpp"
#include "statistics/location.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet {
namespace {

Conditions conditions_of(const DuetSide& side, const HostFingerprint& host, const Plan& plan) {
    return {.host = host, .build = side.build, .digests = side.digests, .plan = plan};
}

Comparability comparability_of(const DuetRecord& duet, const HostFingerprint& host, const Plan& plan) {
    return compare_conditions(conditions_of(duet.reference, host, plan),
                              conditions_of(duet.current, host, plan));
}

/// A host only ever delays: on the better side of a turn's median its runs agree more. A turn that is not
/// whole yet is left out.
std::vector<double> values_of_turns(const std::vector<double>& values, int runs_per_turn,
                                    Direction direction) {
    const double probability = direction == Direction::lower_is_better ? 0.25 : 0.75;
    std::vector<double> turns;
    for (auto turn = values.begin(); values.end() - turn >= runs_per_turn; turn += runs_per_turn) {
        const statistics::Sample runs(std::vector<double>(turn, turn + runs_per_turn));
        turns.push_back(statistics::quantile(runs, probability));
    }
    return turns;
}

/// A verdict that precedes all gates, or nothing.
std::optional<ScenarioVerdict> preceding(const DuetRecord& duet, const Comparability& comparability) {
    ScenarioVerdict verdict;
    verdict.same_code = comparability.same_code;
    if (const std::optional<Failure>& failure = duet.current.failure) {
        verdict.verdict = Verdict::failed;
        verdict.reason = fmt::format("a run beside {} failed: {}", duet.reference.name, failure->message);
        return verdict;
    }
    if (!comparability.hard.empty()) {
        verdict.verdict = Verdict::incomparable;
        for (const Difference& difference : comparability.hard) {
            verdict.hard_differences.push_back(to_text(difference));
        }
        verdict.reason = fmt::format("not comparable with {}: {}", duet.reference.name,
                                     fmt::join(verdict.hard_differences, "; "));
        return verdict;
    }
    if (const std::optional<Failure>& failure = duet.reference.failure) {
        verdict.verdict = Verdict::incomparable;
        verdict.reason = fmt::format("a run of {} failed: {}", duet.reference.name, failure->message);
        return verdict;
    }
    return std::nullopt;
}

bool is_counted(const StatisticalGate& gate) {
    return gate.metric == metric::instructions;
}

/// By the counts of both sides; a reference that cannot be counted says nothing against this build.
GateVerdict judge_counts_of(const StatisticalGate& gate, const DuetRecord& duet) {
    const MetricSeries now = instruction_series(&*duet.current.instructions);
    if (now.fault) {
        return judge_without_numbers(now, Verdict::failed, fmt::format("{} {}", now.metric, *now.fault))
            .verdict;
    }
    const InstructionCounts& before = *duet.reference.instructions;
    const MetricSeries then = instruction_series(&before);
    const std::string other = other_source(before, *duet.current.instructions);
    if (then.fault || !other.empty()) {
        return judge_without_numbers(now, Verdict::incomparable,
                                     fmt::format("instructions of {} {}", duet.reference.name,
                                                 then.fault ? *then.fault : "were " + other))
            .verdict;
    }
    return judge_counts(gate, before, *duet.current.instructions);
}

std::optional<RunTimes> times_of(const DuetSide& side, const Plan& plan) {
    const auto wall_time = side.metrics.find(metric::wall_time);
    if (wall_time == side.metrics.end()) {
        return std::nullopt;
    }
    const auto median = [&side](const char* metric) {
        const auto summary = side.metrics.find(metric);
        return summary == side.metrics.end() ? std::nullopt : std::optional(summary->second.median);
    };
    return run_times(median, wall_time->second.definition.scope, plan);
}

bool is_incomparable(const GateVerdict& gate) {
    return gate.verdict == Verdict::incomparable;
}

/// Nothing was decided on what could be compared: the time was up before the first look.
bool took_no_look(const ScenarioVerdict& duet) {
    return !duet.gates.empty() && std::ranges::all_of(duet.gates, [](const GateVerdict& gate) {
        return is_incomparable(gate) || (gate.verdict == Verdict::inconclusive && gate.looks_taken == 0);
    });
}

}  // namespace

DuetGates duet_gates(const std::vector<std::string>& texts, bool items_vary) {
    std::vector<Gate> parsed = parse_gates(texts);
    DuetGates result;
    result.advisory = !parsed.empty() && std::holds_alternative<GateNone>(parsed.front());
    if (parsed.empty() || result.advisory) {
        parsed = default_gates(items_vary && !result.advisory);
    }
    for (std::size_t i = 0; i < parsed.size(); ++i) {
        if (const auto* const gate = std::get_if<StatisticalGate>(&parsed[i])) {
            result.gates.push_back(*gate);
            result.texts.push_back(i < texts.size() ? texts[i] : to_text(*gate));
        }
    }
    return result;
}

MetricSeries series_of(const DuetRecord& duet, DuetSide DuetRecord::*which, const std::string& metric) {
    const DuetSide& side = duet.*which;
    if (side.runs.empty()) {
        return {metric, {}, {}, std::nullopt};  // nothing was measured yet, which is no fault of the metric
    }
    const auto summary = side.metrics.find(metric);
    if (summary == side.metrics.end()) {
        return {metric, {}, {}, "was not measured in every run of " + side.name};
    }
    MetricSeries series{metric, summary->second.definition, {}, std::nullopt};
    const std::vector<double>& values = summary->second.values;
    if (values.size() != side.runs.size()) {
        series.fault =
            fmt::format("has a value in {} of {} runs of {}", values.size(), side.runs.size(), side.name);
    }
    series.values = values_of_turns(values, duet.runs_per_turn, series.definition.direction);
    return series;
}

const StatisticalGate* first_timed(const DuetGates& gates) {
    const auto found = std::ranges::find_if_not(gates.gates, is_counted);
    return found == gates.gates.end() ? nullptr : &*found;
}

bool compares_counts(const DuetGates& gates) {
    return std::ranges::any_of(gates.gates, is_counted);
}

bool are_comparable(const DuetRecord& duet, const HostFingerprint& host, const Plan& plan) {
    return comparability_of(duet, host, plan).hard.empty();
}

bool needs_more_blocks(const DuetRecord& duet, const DuetGates& gates) {
    return std::ranges::any_of(gates.gates, [&](const StatisticalGate& gate) {
        return !is_counted(gate) &&
               needs_more_blocks(gate, series_of(duet, &DuetRecord::reference, gate.metric),
                                 series_of(duet, &DuetRecord::current, gate.metric), duet.looks);
    });
}

ScenarioVerdict judge_duet(const DuetRecord& duet, const DuetGates& gates, const HostFingerprint& host,
                           const Plan& plan, const std::optional<double>& layout_spread) {
    const Comparability comparability = comparability_of(duet, host, plan);
    if (auto verdict = preceding(duet, comparability)) {
        verdict->advisory = gates.advisory;
        return *std::move(verdict);
    }
    ScenarioVerdict verdict;
    verdict.advisory = gates.advisory;
    verdict.same_code = comparability.same_code;
    for (std::size_t i = 0; i < gates.gates.size(); ++i) {
        const StatisticalGate& gate = gates.gates[i];
        if (!is_counted(gate)) {
            verdict.gates.push_back(
                judge_duet_gate(gate, gates.texts[i], series_of(duet, &DuetRecord::reference, gate.metric),
                                series_of(duet, &DuetRecord::current, gate.metric), duet.looks, duet.seed));
        } else if (duet.reference.instructions && duet.current.instructions) {
            verdict.gates.push_back(judge_counts_of(gate, duet));
            verdict.gates.back().gate = gates.texts[i];
        }
    }
    if (verdict.gates.empty()) {
        verdict.verdict = Verdict::incomparable;
        verdict.reason = fmt::format("instructions, which alone are judged, were not counted beside {}",
                                     duet.reference.name);
        return verdict;
    }
    take_worst(verdict);
    verdict.reason += fmt::format(" (side by side with {}{})", duet.reference.name,
                                  duet.parallel ? ", at the same time" : "");
    add_diagnosis(verdict, known_beside(duet, plan, layout_spread));
    return verdict;
}

DiagnosisRequest known_beside(const DuetRecord& duet, const Plan& plan,
                              const std::optional<double>& layout_spread) {
    DiagnosisRequest about;
    about.before = times_of(duet.reference, plan);
    about.now = times_of(duet.current, plan);
    about.same_code = is_same_code(duet.reference.digests, duet.current.digests);
    about.layout_spread = layout_spread;
    return about;
}

ScenarioVerdict overrule(const ScenarioVerdict& first_stage, const ScenarioVerdict& duet,
                         const DiagnosisRequest& about) {
    if (duet.verdict == Verdict::incomparable && std::ranges::all_of(duet.gates, is_incomparable)) {
        return first_stage;
    }
    ScenarioVerdict result = first_stage;
    if (took_no_look(duet)) {
        result.reason += "; the duet ended before its first look";
        return result;
    }
    result.cause = duet.cause;
    for (const GateVerdict& gate : duet.gates) {
        if (is_incomparable(gate)) {
            continue;  // what the first stage says of it stands
        }
        const auto decided = std::ranges::find(result.gates, gate.gate, &GateVerdict::gate);
        if (decided == result.gates.end()) {
            result.gates.push_back(gate);
        } else {
            *decided = gate;
        }
    }
    if (duet.gates.empty()) {
        result.verdict = duet.verdict;
    } else {
        if (std::ranges::none_of(duet.gates, is_incomparable)) {
            // What these were about is no longer what the verdict rests on.
            result.hard_differences.clear();
            result.host_moved = false;
        }
        take_worst(result);
    }
    if (result.verdict == duet.verdict) {
        result.reason = duet.reason;
    }
    if (!duet.cause) {
        add_diagnosis(result, about);
    }
    result.reason += "; the stored baseline alone: " + first_stage.reason;
    return result;
}

}  // namespace ratchet
