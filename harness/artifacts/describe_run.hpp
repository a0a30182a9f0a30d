#pragma once

#include "artifacts/fields.hpp"
#include "model/instruction_counts.hpp"
#include "model/metric.hpp"
#include "model/plan.hpp"
#include "model/run_record.hpp"

#include <algorithm>
#include <cstdint>

/// Fields of one run and of how it is measured.
namespace ratchet::artifacts {

void describe(auto& fields, Is<Plan> auto& plan) {
    fields("iterations", plan.iterations);
    fields("warmup_iterations", plan.warmup_iterations);
    fields("batch", plan.batch);
    fields("min_time_s", plan.min_time_s);
    fields("looks", plan.looks);
    fields("seed", plan.seed);
}

void describe(auto& fields, Is<MetricDefinition> auto& definition) {
    fields("unit", definition.unit);
    fields("direction", definition.direction);
    fields("scope", definition.scope);
}

void describe(auto& fields, Is<MetricValue> auto& metric) {
    fields("value", metric.value);
    describe(fields, metric.definition);
}

void describe(auto& fields, Is<Failure> auto& failure) {
    fields("kind", failure.kind);
    fields("message", failure.message);
}

void describe(auto& fields, Is<ComponentTiming> auto& component) {
    fields("name", component.name);
    fields("calls", component.calls);
    fields("total_s", component.total_s);
    fields("self_s", component.self_s);
    fields("min_s", component.min_s);
    fields("max_s", component.max_s);
}

void describe(auto& fields, Is<ComponentSummary> auto& summary) {
    fields("timed_total_s", summary.timed_total_s);
    fields("timer_cost_s", summary.timer_cost_s);
    fields("components", summary.components);
    fields.derived("residual_s", [&] { return summary.residual_s(); });
    fields.derived("residual_without_timer_cost_s",
                   [&] { return summary.residual_s() - summary.timer_cost_s; });
}

void describe(auto& fields, Is<NoiseEvidence> auto& noise) {
    fields("cpu_pressure_s", noise.cpu_pressure_s);
    fields("io_pressure_s", noise.io_pressure_s);
    fields("memory_pressure_s", noise.memory_pressure_s);
    fields("steal_s", noise.steal_s);
    fields("load_average_1m", noise.load_average_1m);
    fields("last_cpu", noise.last_cpu);
    fields("moments_passed_over", noise.moments_passed_over);
}

void describe(auto& fields, Is<InstructionCounts> auto& counts) {
    fields("source", counts.source);
    fields("scope", counts.scope);
    fields("calls", counts.calls);
    fields.require(counts.calls > 0, "calls", "is at least 1");
    fields("totals", counts.totals);
    fields.require(std::ranges::find(counts.totals, std::uint64_t{0}) == counts.totals.end(), "totals",
                   "each is above 0");
    fields.derived("instructions_per_call", [&] { return instructions_per_call(counts); });
    fields("fixed_addresses", counts.fixed_addresses);
    fields("problem", counts.problem);
}

/// "successful" or "failed".
inline std::string run_status(const std::optional<Failure>& failure) {
    return failure ? "failed" : "successful";
}

void describe(auto& fields, Is<RunRecord> auto& run) {
    fields("index", run.index);
    fields("round", run.round);
    fields.derived("status", [&] { return run_status(run.failure); });
    fields("failure", run.failure);
    fields("metrics", run.metrics);
    fields("missing", run.missing);
    fields("peak_rss_at_most_bytes", run.peak_rss_at_most_bytes);
    fields("iteration_times_s", run.iteration_times_s);
    fields("components", run.components);
    fields("facts", run.facts);
    fields("started_ns", run.started_ns);
    fields("process_time_s", run.process_time_s);
    fields("exit_code", run.exit_code);
    fields("signal", run.signal);
    fields("cpus", run.cpus);
    fields("noise", run.noise);
}

}  // namespace ratchet::artifacts
