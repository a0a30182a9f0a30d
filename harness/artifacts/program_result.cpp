#include "artifacts/program_result.hpp"

#include "artifacts/describe_run.hpp"
#include "artifacts/document.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet::artifacts {
namespace {

constexpr std::uint64_t most_left_out = std::uint64_t{1} << 53U;

constexpr DocumentKind result_document{.name = "result",
                                       .advice = "correct the program that wrote this result file"};

}  // namespace

static void describe(Reader& fields, ProgramItems& items) {
    fields("count", items.count);
    fields.require(items.count >= 0, "count", "must not be negative");
    fields.if_told("unit", items.unit);
}

static void describe(Reader& fields, ProgramMetric& metric) {
    fields("name", metric.name);
    fields.require(!metric.name.empty(), "name", "must not be empty");
    fields.if_told("values", metric.values);
    if (metric.values.empty()) {
        fields("value", metric.values.emplace_back());
    }
    fields.if_told("unit", metric.definition.unit);
    fields.if_told("direction", metric.definition.direction);
    fields.if_told("scope", metric.definition.scope);
}

static void describe(Reader& fields, ProgramCheck& check) {
    fields("passed", check.passed);
    fields.if_told("message", check.message);
}

static void describe(Reader& fields, ProgramMarker& marker) {
    fields("name", marker.name);
    fields("at_ns", marker.at_ns);
    fields.require(marker.at_ns >= 0, "at_ns", "must not be negative");
}

static void require_number(Reader& fields, const char* key, std::optional<std::int64_t> number) {
    fields.require(number.value_or(0) >= 0 && number.value_or(0) < process_number_limit, key,
                   "is no number of a process or a thread");
}

static void describe(Reader& fields, ComponentSpan& span) {
    fields("component", span.component);
    fields("thread", span.thread);
    require_number(fields, "thread", span.thread);
    fields("begin_ns", span.begin_ns);
    fields("end_ns", span.end_ns);
    fields.require(span.begin_ns >= 0, "begin_ns", "must not be negative");
    fields.require(span.begin_ns <= span.end_ns, "end_ns", "lies before begin_ns");
}

static void describe(Reader& fields, GaugeValue& value) {
    fields("at_ns", value.at_ns);
    fields.require(value.at_ns >= 0, "at_ns", "must not be negative");
    fields("value", value.value);
}

static void describe(Reader& fields, GaugeSeries& gauge) {
    fields("name", gauge.name);
    fields.require(!gauge.name.empty(), "name", "must not be empty");
    fields.if_told("unit", gauge.unit);
    fields("values", gauge.values);
}

static void describe(Reader& fields, ProgramTimeline& timeline) {
    fields("process", timeline.process);
    require_number(fields, "process", timeline.process);
    fields.if_told("spans", timeline.spans);
    fields.if_told("spans_left_out", timeline.spans_left_out);
    fields.require(timeline.spans_left_out <= most_left_out, "spans_left_out",
                   "is larger than can be counted exactly (2^53)");
}

static void describe(Reader& fields, ProgramResult& result) {
    fields.if_told("scenario", result.scenario);
    fields.if_told("exploration", result.exploration);
    fields.if_told("batch", result.batch);
    fields.require(result.batch >= 1, "batch", "is at least 1");
    fields.if_told("warmup_iterations", result.warmup_iterations);
    fields.if_told("batchable", result.batchable);
    fields.if_told("iteration_times_s", result.iteration_times_s);
    fields.require(result.iteration_times_s.size() <= max_iteration_times, "iteration_times_s",
                   fmt::format("more than {} iterations: time several calls as one", max_iteration_times));
    fields.require(std::ranges::none_of(result.iteration_times_s, [](double time) { return time < 0; }),
                   "iteration_times_s", "an iteration took a negative time");
    fields("items", result.items);
    fields("bytes", result.bytes);
    fields.require(result.bytes.value_or(0) >= 0, "bytes", "must not be negative");
    fields.if_told("metrics", result.metrics);
    fields.if_told("checks", result.checks);
    fields("components", result.components);
    fields("peak_rss_bytes", result.peak_rss_bytes);
    fields.require(result.peak_rss_bytes.value_or(0) >= 0, "peak_rss_bytes", "must not be negative");
    fields("instructions", result.instructions);
    fields.if_told("facts", result.facts);
    fields.if_told("markers", result.markers);
    fields.if_told("timeline", result.timeline);
    fields.if_told("gauges", result.timeline.gauges);
}

std::optional<std::int64_t> ProgramResult::ready_ns() const {
    const auto ready = std::ranges::find(markers, "ready", &ProgramMarker::name);
    return ready == markers.end() ? std::nullopt : std::optional(ready->at_ns);
}

ProgramResult result_from_json(std::string_view text, const std::string& where) {
    return read_record<ProgramResult>(result_document, text, where);
}

}  // namespace ratchet::artifacts
