#include "session/judgement.hpp"

#include "gate/duet_verdict.hpp"
#include "gate/instruction_gate.hpp"
#include "profile/profiler.hpp"
#include "statistics/location.hpp"
#include "statistics/summary.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Items per call, which a run does not keep: its rate times its time.
std::optional<double> items_of(const RunRecord& run) {
    const auto rate = run.metrics.find(metric::throughput);
    const auto time = run.metrics.find(metric::wall_time);
    if (rate == run.metrics.end() || time == run.metrics.end()) {
        return std::nullopt;
    }
    return rate->second.value * time->second.value;
}

/// Of a benchmark library only the rate is known, and it may be one per CPU time.
bool tells_items(ScenarioKind kind) {
    return kind == ScenarioKind::program || kind == ScenarioKind::command;
}

bool vary(const std::vector<double>& items) {
    constexpr double rounding = 1e-9;
    return std::ranges::any_of(items, [&](double each) {
        return std::abs(each - items.front()) > rounding * std::abs(items.front());
    });
}

bool items_vary(const std::vector<RunRecord>& runs) {
    std::vector<double> all;
    for (const RunRecord& run : runs) {
        if (const std::optional<double> items = items_of(run)) {
            all.push_back(*items);
        }
    }
    return vary(all);
}

bool items_vary(const DuetSide& side) {
    const auto rates = side.metrics.find(metric::throughput);
    const auto times = side.metrics.find(metric::wall_time);
    std::vector<double> all;
    if (rates != side.metrics.end() && times != side.metrics.end() &&
        rates->second.values.size() == times->second.values.size()) {
        std::ranges::transform(rates->second.values, times->second.values, std::back_inserter(all),
                               std::multiplies());
    }
    return vary(all);
}

struct Series {
    MetricDefinition definition;
    std::vector<double> values;
    bool mixed = false;  ///< the runs define it differently
};

std::map<std::string, Series> all_series(const std::vector<RunRecord>& runs) {
    std::map<std::string, Series> series;
    for (const RunRecord& run : runs) {
        for (const auto& [name, value] : run.metrics) {
            Series& known = series[name];
            known.mixed = known.mixed || (!known.values.empty() && known.definition != value.definition);
            known.definition = value.definition;
            known.values.push_back(value.value);
        }
    }
    return series;
}

/// Of what every run has.
std::map<std::string, ReferenceSetting::Level> levels_of(const std::vector<RunRecord>& runs) {
    std::map<std::string, ReferenceSetting::Level> levels;
    for (const auto& [name, unused] : all_series(runs)) {
        if (const MetricSeries series = collect_series(runs, name); !series.fault) {
            levels[name] = {statistics::median(series.values), series.definition};
        }
    }
    return levels;
}

/// What the first setting of a GRID gives the others to be compared with; the first is its own.
std::optional<ReferenceSetting> reference_setting(const ScenarioRecord& record,
                                                  const std::optional<ScenarioRecord>& reference) {
    if (!record.spec.reference_setting) {
        return std::nullopt;
    }
    ReferenceSetting setting;
    setting.name = ScenarioName{record.name.group, *record.spec.reference_setting}.full();
    setting.is_this_one = setting.name == record.name.full();
    if (reference && reference->verdict && reference->verdict->verdict != Verdict::failed) {
        setting.metrics = levels_of(reference->runs);
        const InstructionCounts* const counts = reference->instructions ? &*reference->instructions : nullptr;
        if (const MetricSeries counted = instruction_series(counts); !counted.fault) {
            setting.metrics[counted.metric] = {statistics::median(counted.values), counted.definition};
        }
    }
    return setting;
}

/// How far layout alone was seen to move the time; nothing where that was not asked.
std::optional<double> layout_reach(const ScenarioRecord& record) {
    return record.layout_spread ? std::optional(record.layout_spread->reach) : std::nullopt;
}

/// A profile that nobody named may be missing.
void require_named_profiler(const ScenarioRecord& record, ScenarioVerdict& verdict) {
    if (record.profile && !record.profile->rung &&
        must_be_there(profiler_choice(record.profile->asked_for))) {
        verdict.verdict = Verdict::failed;
        verdict.reason = fmt::format("PROFILER {} is not to be had: {}; PROFILER auto does without",
                                     record.profile->asked_for, record.profile->why);
    }
}

/// That a baseline is stale, where a duet saw no improvement.
void drop_advice_to_improve(std::vector<Warning>& warnings, const std::vector<GateVerdict>& gates) {
    std::erase_if(warnings, [&](const Warning& warning) {
        return warning.kind == WarningKind::baseline_stale &&
               std::ranges::none_of(gates, [&](const GateVerdict& gate) {
                   return gate.metric == warning.subject && gate.verdict == Verdict::improved;
               });
    });
}

}  // namespace

std::map<std::string, MetricSummary> summarise_metrics(const std::vector<RunRecord>& runs) {
    std::map<std::string, MetricSummary> metrics;
    for (const auto& [name, series] : all_series(runs)) {
        if (!series.mixed) {
            metrics[name] = statistics::summarise(series.values, series.definition);
        }
    }
    return metrics;
}

DuetGates duet_gates(const ScenarioRecord& record) {
    const bool items = tells_items(record.spec.kind) && items_vary(record.duet->current);
    DuetGates gates = duet_gates(record.spec.gates, items);
    for (StatisticalGate& gate : gates.gates) {
        gate.alpha = record.duet->alpha;
    }
    return gates;
}

void judge_with_duet(ScenarioRecord& record, const SessionRecord& session) {
    DuetRecord& duet = *record.duet;
    duet.verdict = judge_duet(duet, duet_gates(record), session.host, record.plan, layout_reach(record));
    duet.first_stage.reset();
    if (record.runs.empty()) {
        record.verdict = duet.verdict;
    } else {
        duet.first_stage = record.verdict;
        record.verdict =
            overrule(*record.verdict, duet.verdict, known_beside(duet, record.plan, layout_reach(record)));
        drop_advice_to_improve(record.warnings, record.verdict->gates);
    }
}

ScenarioJudgement judge_record(const ScenarioRecord& record, const SessionRecord& session,
                               const std::optional<Baseline>& baseline, const std::string& no_baseline_reason,
                               const std::optional<ScenarioRecord>& reference) {
    ScenarioJudgement judgement =
        judge_scenario({.gates = record.spec.gates,
                        .items_vary = tells_items(record.spec.kind) && items_vary(record.runs),
                        .runs = record.runs,
                        .now = {.host = session.host,
                                .build = record.spec.build,
                                .digests = record.digests,
                                .plan = record.plan,
                                .kernel_version = record.calibration.kernel_version},
                        .calibration = record.calibration,
                        .baseline = baseline ? &*baseline : nullptr,
                        .no_baseline_reason = no_baseline_reason,
                        .reference = reference_setting(record, reference),
                        .instructions = record.instructions ? &*record.instructions : nullptr,
                        .profile = record.profile ? &*record.profile : nullptr,
                        .layout_spread = layout_reach(record)});
    require_named_profiler(record, judgement.verdict);
    return judgement;
}

}  // namespace ratchet
