#include "exec/metrics.hpp"

#include "statistics/summary.hpp"

namespace ratchet {
namespace {

bool is_whole(const MeasuredCommand& command, const std::string& metric) {
    const auto values = command.values.find(metric);
    return values != command.values.end() && values->second.size() == command.runs.size();
}

bool is_expected(const MeasuredCommand& command, const std::string& metric) {
    return metric != metric::startup_time || !command.why_never_ready.empty() ||
           command.values.contains(metric);
}

}  // namespace

std::vector<std::string> exec_metrics() {
    return {metric::peak_rss, metric::startup_time, metric::system_time, metric::user_time,
            metric::wall_time};
}

MetricDefinition exec_metric_definition(const std::string& metric) {
    return {metric == metric::peak_rss ? "B" : "s", Direction::lower_is_better, MetricScope::whole_process};
}

std::string why_missing(const MeasuredCommand& command, const std::string& metric) {
    if (metric == metric::peak_rss) {
        return "the program used no more memory than ratchet itself, whose figure the kernel would give";
    }
    if (metric != metric::startup_time) {
        return "it was not measured";
    }
    return command.why_never_ready.empty()
               ? "the program never said that it is ready: --ready names a text in its output that says so"
               : command.why_never_ready;
}

std::map<std::string, MetricSummary> summarise_runs(const MeasuredCommand& command) {
    std::map<std::string, MetricSummary> summaries;
    if (command.runs.empty()) {
        return summaries;
    }
    for (const std::string& metric : exec_metrics()) {
        if (is_whole(command, metric)) {
            summaries[metric] =
                statistics::summarise(command.values.at(metric), exec_metric_definition(metric));
        }
    }
    return summaries;
}

std::map<std::string, std::string> missing_metrics(const MeasuredCommand& command) {
    std::map<std::string, std::string> missing;
    for (const std::string& metric : exec_metrics()) {
        if (!command.runs.empty() && is_expected(command, metric) && !is_whole(command, metric)) {
            missing[metric] = why_missing(command, metric);
        }
    }
    return missing;
}

}  // namespace ratchet
