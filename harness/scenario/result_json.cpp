#include "scenario/json_writer.hpp"
#include "scenario/result.hpp"

namespace ratchet::runtime {
namespace {

void write_numbers(JsonWriter& json, const std::vector<double>& numbers) {
    json.begin_array();
    for (const double number : numbers) {
        json.value(number);
    }
    json.end_array();
}

void write_metric(JsonWriter& json, const ToldMetric& metric) {
    json.begin_object().key("name").value(metric.name).key("unit").value(metric.unit);
    json.key("direction")
        .value(metric.direction == Direction::lower_is_better ? "lower_is_better" : "higher_is_better");
    json.key("scope").value(metric.scope == MetricScope::iteration ? "iteration" : "whole_process");
    if (metric.per_iteration) {
        json.key("values");
        write_numbers(json, metric.values);
    } else {
        json.key("value").value(metric.values.front());
    }
    json.end_object();
}

void write_components(JsonWriter& json, const ComponentTimes& times) {
    json.begin_object().key("timed_total_s").value(times.timed_total_s);
    json.key("timer_cost_s").value(times.timer_cost_s).key("components").begin_array();
    for (const ComponentTime& component : times.components) {
        json.begin_object().key("name").value(component.name).key("calls").value(component.calls);
        json.key("total_s").value(component.total_s).key("self_s").value(component.self_s);
        json.key("min_s").value(component.min_s).key("max_s").value(component.max_s).end_object();
    }
    json.end_array().end_object();
}

void write_timeline(JsonWriter& json, const Timeline& timeline) {
    json.key("timeline").begin_object();
    if (timeline.process) {
        json.key("process").value(*timeline.process);
    }
    json.key("spans_left_out").value(timeline.spans_left_out).key("spans").begin_array();
    for (const ComponentSpan& span : timeline.spans) {
        json.begin_object().key("component").value(span.component);
        if (span.thread) {
            json.key("thread").value(*span.thread);
        }
        json.key("begin_ns").value(span.begin_ns).key("end_ns").value(span.end_ns).end_object();
    }
    json.end_array().end_object().key("gauges").begin_array();
    for (const GaugeValues& gauge : timeline.gauges) {
        json.begin_object().key("name").value(gauge.name).key("unit").value(gauge.unit).key("values");
        json.begin_array();
        for (const auto& [at_ns, value] : gauge.values) {
            json.begin_object().key("at_ns").value(at_ns).key("value").value(value).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void write_told(JsonWriter& json, const Result& result) {
    if (result.items) {
        json.key("items").begin_object().key("count").value(result.items->count);
        json.key("unit").value(result.items->unit).end_object();
    }
    if (result.bytes) {
        json.key("bytes").value(*result.bytes);
    }
    json.key("metrics").begin_array();
    for (const ToldMetric& metric : result.metrics) {
        if (!metric.values.empty()) {
            write_metric(json, metric);
        }
    }
    json.end_array().key("checks").begin_array();
    for (const std::string& message : result.failed_checks) {
        json.begin_object().key("passed").value(false).key("message").value(message).end_object();
    }
    json.end_array();
}

void write_observed(JsonWriter& json, const Result& result) {
    if (result.components) {
        json.key("components");
        write_components(json, *result.components);
    }
    if (result.peak_rss_bytes) {
        json.key("peak_rss_bytes").value(*result.peak_rss_bytes);
    }
    if (result.instructions) {
        json.key("instructions").value(*result.instructions);
    }
    json.key("facts").begin_object().key("optimised").value(result.build.optimised ? "true" : "false");
    json.key("sanitizers").value(sanitizers_of(result.build));
    json.key("compiler").value(result.build.compiler).end_object();
    if (result.ready_ns) {
        json.key("markers").begin_array().begin_object().key("name").value("ready");
        json.key("at_ns").value(*result.ready_ns).end_object().end_array();
    }
    if (result.timeline) {
        write_timeline(json, *result.timeline);
    }
    if (result.timed_window) {
        json.key("timed_window").begin_object().key("start_ns").value(result.timed_window->start_ns);
        json.key("end_ns").value(result.timed_window->end_ns).end_object();
    }
}

}  // namespace

std::string sanitizers_of(const detail::Build& build) {
    std::string names;
    const auto add = [&names](bool present, const char* name) {
        if (present) {
            names += names.empty() ? "" : ",";
            names += name;
        }
    };
    add(build.address_sanitizer, "address");
    add(build.thread_sanitizer, "thread");
    add(build.memory_sanitizer, "memory");
    add(build.undefined_sanitizer, "undefined");
    return names;
}

std::string to_json(const Result& result) {
    JsonWriter json;
    json.begin_object().key("$schema").value("ratchet/result/1").key("scenario").value(result.scenario);
    json.key("exploration").value(result.exploration).key("batchable").value(result.batchable);
    json.key("batch").value(result.batch).key("warmup_iterations").value(result.warmup_iterations);
    json.key("iteration_times_s");
    write_numbers(json, result.iteration_times_s);
    write_told(json, result);
    write_observed(json, result);
    json.end_object();
    return json.text() + '\n';
}

}  // namespace ratchet::runtime
