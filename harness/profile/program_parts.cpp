#include "profile/program_parts.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t most_spans = 20'000;

/// Above the numbers that Linux gives to threads: beside what samples saw of them.
constexpr std::int64_t first_component_track = std::int64_t{1} << 24U;

bool lies_in(const TimelineRun& run, std::int64_t at_ns) {
    return run.begin_ns <= at_ns && at_ns <= run.end_ns;
}

/// Where each run's spans are drawn, and how many of them are not.
struct SpanCount {
    std::size_t shown = 0;
    std::uint64_t left_out = 0;
};

std::vector<TraceSpan> spans_of(const TimelineRun& run) {
    std::vector<TraceSpan> spans;
    for (const ComponentSpan& span : run.told.spans) {
        if (lies_in(run, span.begin_ns) && lies_in(run, span.end_ns) && span.begin_ns <= span.end_ns) {
            spans.push_back({span.component, "component", span.begin_ns, span.end_ns, run.told.process,
                             first_component_track + span.thread});
        }
    }
    return spans;
}

/// How many there are of each process, and how many there would be.
std::map<std::int64_t, SpanCount> keep_longest(std::vector<TraceSpan>& spans,
                                               const std::vector<TimelineRun>& runs) {
    std::map<std::int64_t, SpanCount> counts;
    for (const TimelineRun& run : runs) {
        counts[run.told.process].left_out += run.told.spans_left_out;
    }
    if (spans.size() > most_spans) {
        const auto first_dropped = spans.begin() + static_cast<std::ptrdiff_t>(most_spans);
        std::ranges::nth_element(spans, first_dropped, std::ranges::greater(),
                                 [](const TraceSpan& span) { return span.end_ns - span.begin_ns; });
        for (auto span = first_dropped; span != spans.end(); ++span) {
            ++counts[span->pid].left_out;
        }
        spans.erase(first_dropped, spans.end());
    }
    for (const TraceSpan& span : spans) {
        ++counts[span.pid].shown;
    }
    return counts;
}

std::string track_name(std::int64_t process, std::int64_t thread, const SpanCount& count) {
    const std::string whose = thread == process ? "the main thread" : fmt::format("thread {}", thread);
    const std::string cut = count.left_out == 0 ? ""
                                                : fmt::format(" (the longest {} of {} in all threads)",
                                                              count.shown, count.shown + count.left_out);
    return fmt::format("components of {}{}", whose, cut);
}

void add_gauges(Trace& trace, const TimelineRun& run) {
    for (const GaugeSeries& gauge : run.told.gauges) {
        for (const GaugeValue& value : gauge.values) {
            if (lies_in(run, value.at_ns)) {
                trace.counters.push_back({fmt::format("{} ({})", gauge.name, gauge.unit), value.at_ns,
                                          value.value, run.told.process});
            }
        }
    }
}

}  // namespace

Trace program_parts(const std::vector<TimelineRun>& runs) {
    Trace trace;
    for (const TimelineRun& run : runs) {
        std::ranges::move(spans_of(run), std::back_inserter(trace.spans));
        add_gauges(trace, run);
    }
    std::map<std::pair<std::int64_t, std::int64_t>, std::string> names;
    const std::map<std::int64_t, SpanCount> counts = keep_longest(trace.spans, runs);
    for (const TraceSpan& span : trace.spans) {
        std::string& name = names[{span.pid, span.tid}];
        if (name.empty()) {
            name = track_name(span.pid, span.tid - first_component_track, counts.at(span.pid));
        }
    }
    for (const auto& [track, name] : names) {
        trace.names.push_back({name, track.first, track.second, true});
    }
    return trace;
}

}  // namespace ratchet
