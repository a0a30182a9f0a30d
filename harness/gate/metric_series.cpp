#include "gate/metric_series.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet {

namespace {

std::string why_missing(const RunRecord& run, const std::string& metric) {
    const auto reason = run.missing.find(metric);
    if (reason != run.missing.end()) {
        return reason->second;
    }
    return metric == metric::startup_time ? "the program never said that it is ready, by run.ready(), a "
                                            "marker \"ready\" in its result file "
                                            "or a line that READY_LINE names"
                                          : "the program does not report it";
}

/// What all of the runs' memory was at most; nothing where that is not known of one.
std::optional<double> peak_rss_at_most_bytes(std::span<const RunRecord> runs) {
    double highest = 0;
    for (const RunRecord& run : runs) {
        const auto told = run.metrics.find(metric::peak_rss);
        const std::optional<double> value =
            told == run.metrics.end() ? run.peak_rss_at_most_bytes : std::optional(told->second.value);
        if (!value) {
            return std::nullopt;
        }
        highest = std::max(highest, *value);
    }
    return highest;
}

}  // namespace

MetricSeries collect_series(std::span<const RunRecord> runs, const std::string& metric) {
    MetricSeries series{.metric = metric, .definition = {}, .values = {}, .fault = {}};
    std::optional<std::string> why;
    for (const RunRecord& run : runs) {
        const auto found = run.metrics.find(metric);
        if (found == run.metrics.end()) {
            why = why ? why : why_missing(run, metric);
            continue;
        }
        const MetricDefinition& definition = found->second.definition;
        if (series.values.empty()) {
            series.definition = definition;
        } else if (definition != series.definition) {
            series.fault = fmt::format("changed its unit, direction or scope in run {}", run.index);
        }
        series.values.push_back(found->second.value);
    }
    if (why && metric == metric::peak_rss) {
        series.at_most = peak_rss_at_most_bytes(runs);
        series.definition = {"B", Direction::lower_is_better, MetricScope::whole_process};
    }
    if (why && series.values.empty()) {
        series.fault = fmt::format("was not measured: {}", *why);
    } else if (why) {
        series.fault =
            fmt::format("was measured in {} of {} runs only: {}", series.values.size(), runs.size(), *why);
    }
    return series;
}

}  // namespace ratchet
