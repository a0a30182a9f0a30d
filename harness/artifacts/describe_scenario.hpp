#pragma once

#include "artifacts/component_aggregate.hpp"
#include "artifacts/describe_counters.hpp"
#include "artifacts/describe_host.hpp"
#include "artifacts/describe_run.hpp"
#include "artifacts/describe_verdict.hpp"
#include "artifacts/run_reference.hpp"
#include "model/duet.hpp"
#include "model/grown_functions.hpp"
#include "model/layout_spread.hpp"
#include "model/profile_record.hpp"
#include "model/scenario.hpp"
#include "model/session.hpp"

#include <algorithm>

/// Fields of a scenario as it was registered and as it was measured.
namespace ratchet::artifacts {

void describe(auto& fields, Is<EnvironmentEntry> auto& entry) {
    fields("name", entry.name);
    fields("value", entry.value);
}

void describe(auto& fields, Is<WorkPerRun> auto& work) {
    fields("count", work.count);
    fields("unit", work.unit);
    fields.require(work.count > 0, "count", "must be above 0");
}

void describe(auto& fields, Is<ScenarioSpec> auto& spec) {
    fields("name", spec.name);
    fields("kind", spec.kind);
    fields("original_name", spec.original_name);
    fields("test_case", spec.test_case);
    fields("grid", spec.grid);
    fields("reference_setting", spec.reference_setting);
    fields.require(is_scenario_name(spec.reference_setting.value_or("none")), "reference_setting",
                   "is no scenario's name");
    fields("work", spec.work);
    fields("ready_line", spec.ready_line);
    fields("description", spec.description);
    fields("command", spec.command);
    fields("working_directory", spec.working_directory);
    fields("environment", spec.environment);
    fields("gates", spec.gates);
    fields("repetitions", spec.repetitions);
    fields("max_repetitions", spec.max_repetitions);
    fields("cpus", spec.cpus);
    fields("timeout_s", spec.timeout_s);
    fields("profiler", spec.profiler);
    fields("labels", spec.labels);
    fields("baseline_directory", spec.baseline_directory);
    fields("suites", spec.suites);
    fields("build", spec.build);
    fields("option_origin", spec.option_origin);
}

void describe(auto& fields, Is<MetricSummary> auto& summary) {
    describe(fields, summary.definition);
    fields.derived("n", [&] { return std::uint64_t{summary.values.size()}; });
    fields("values", summary.values);
    fields("min", summary.min);
    fields("max", summary.max);
    fields("mean", summary.mean);
    fields("median", summary.median);
    fields("standard_deviation", summary.standard_deviation);
    fields("median_absolute_deviation", summary.median_absolute_deviation);
    fields("coefficient_of_variation", summary.coefficient_of_variation);
    fields("p5", summary.p5);
    fields("p25", summary.p25);
    fields("p75", summary.p75);
    fields("p95", summary.p95);
    fields("median_lower", summary.median_lower);
    fields("median_upper", summary.median_upper);
}

void describe(auto& fields, Is<RunReference> auto& run) {
    fields("index", run.index);
    fields("round", run.round);
    fields.derived("status", [&] { return run_status(run.failure); });
    fields.derived("path", [&] { return run.path; });
    fields("failure", run.failure);
    fields("values", run.values);
    fields("missing", run.missing);
    fields("peak_rss_at_most_bytes", run.peak_rss_at_most_bytes);
    fields("components", run.components);
}

/// How many runs a scenario or a suite was asked for, and what became of them.
struct RunCounts {
    int requested = 0;
    int completed = 0;  ///< ended, whether successfully or not
    int failed = 0;
};

inline RunCounts count_runs(const ScenarioRecord& scenario) {
    const auto failed =
        std::ranges::count_if(scenario.runs, [](const RunRecord& run) { return run.failure.has_value(); });
    return {scenario.requested_runs, static_cast<int>(scenario.runs.size()), static_cast<int>(failed)};
}

void describe_counts(auto& fields, const RunCounts& counts) {
    fields.derived("completed_runs", [&] { return counts.completed; });
    fields.derived("successful_runs", [&] { return counts.completed - counts.failed; });
    fields.derived("failed_runs", [&] { return counts.failed; });
}

void describe(auto& fields, Is<LayoutSpread> auto& spread) {
    fields("estimate", spread.estimate);
    fields("lower", spread.lower);
    fields("upper", spread.upper);
    fields("probability", spread.probability);
    fields("range", spread.range);
    fields("reach", spread.reach);
}

void describe(auto& fields, Is<DuetSide> auto& side) {
    fields("name", side.name);
    fields("commit", side.commit);
    fields("program", side.program);
    fields("build", side.build);
    fields("digests", side.digests);
    fields("runs", side.runs);
    fields("failure", side.failure);
    fields("metrics", side.metrics);
    fields("instructions", side.instructions);
}

void describe(auto& fields, Is<DuetRecord> auto& duet) {
    fields("reference", duet.reference);
    fields("current", duet.current);
    fields("looks", duet.looks);
    fields("seed", duet.seed);
    fields("budget_s", duet.budget_s);
    fields("alpha", duet.alpha);
    fields.if_told("runs_per_turn", duet.runs_per_turn);
    fields.if_told("parallel", duet.parallel);
    fields("verdict", duet.verdict);
    fields("first_stage", duet.first_stage);
}

void describe(auto& fields, Is<SampledShare> auto& share) {
    fields("pattern", share.pattern);
    fields("matched", share.matched);
    fields("samples", share.samples);
}

void describe(auto& fields, Is<ComponentShare> auto& share) {
    fields("component", share.component);
    fields("timed", share.timed);
    fields("matched", share.matched);
    fields("samples", share.samples);
}

void describe(auto& fields, Is<ProfileRecord> auto& profile) {
    fields("asked_for", profile.asked_for);
    fields("rung", profile.rung);
    fields("why", profile.why);
    fields("runs", profile.runs);
    fields("frequency_hz", profile.frequency_hz);
    fields("duration_s", profile.duration_s);
    fields("samples", profile.samples);
    fields("lost", profile.lost);
    fields("throttled", profile.throttled);
    fields("truncated", profile.truncated);
    fields("unrooted", profile.unrooted);
    fields("profiled_metrics", profile.profiled_metrics);
    fields.if_told("shares", profile.shares);
    fields.if_told("components", profile.components);
    fields.if_told("modules", profile.modules);
    fields("counters", profile.counters);
}

void describe(auto& fields, Is<FunctionGrowth> auto& growth) {
    fields("function", growth.function);
    fields("module", growth.module);
    fields("grew_by", growth.grew_by);
    fields("lower", growth.lower);
    fields("upper", growth.upper);
    fields("share_now", growth.share_now);
    fields("share_before", growth.share_before);
    fields("is_new", growth.is_new);
    fields("source_file", growth.source_file);
    fields("changed_since_baseline", growth.changed_since_baseline);
    fields("changed_files", growth.changed_files);
}

void describe(auto& fields, Is<GrownFunctions> auto& grown) {
    fields("functions", grown.functions);
    fields("left_out", grown.left_out);
    fields("time_ratio", grown.time_ratio);
    fields("time_ratio_error", grown.time_ratio_error);
    fields("baseline_commit", grown.baseline_commit);
    fields("note", grown.note);
    fields("sources_note", grown.sources_note);
}

void describe(auto& fields, Is<ScenarioRecord> auto& scenario) {
    fields("name", scenario.name);
    fields("status", scenario.status);
    fields("spec", scenario.spec);
    fields("plan", scenario.plan);
    fields("plan_origin", scenario.plan_origin);
    fields("requested_runs", scenario.requested_runs);
    describe_counts(fields, count_runs(scenario));
    fields("digests", scenario.digests);
    fields("calibration", scenario.calibration);
    fields("metrics", scenario.metrics);
    std::vector<RunReference> runs = refer_to_runs(scenario);
    fields("runs", runs);
    if constexpr (std::remove_reference_t<decltype(fields)>::reading) {
        scenario.runs = runs_referred_to(runs, scenario.metrics);
    }
    fields("instructions", scenario.instructions);
    fields("profile", scenario.profile);
    fields.derived("component_summary", [&] { return aggregate_components(scenario.runs); });
    fields("verdict", scenario.verdict);
    fields("grown_functions", scenario.grown_functions);
    fields("duet", scenario.duet);
    fields("layout_spread", scenario.layout_spread);
    fields("baseline_path", scenario.baseline_path);
    fields("warnings", scenario.warnings);
    fields("artifacts", scenario.artifacts);
}

}  // namespace ratchet::artifacts
