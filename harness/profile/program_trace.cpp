#include "profile/program_trace.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t most_spans = 20'000;
constexpr std::size_t most_values = 50'000;

/// Tracks of components have numbers that no thread has, beside those of what samples saw of their threads.
constexpr std::int64_t component_tracks = 4 * process_number_limit;
constexpr std::int64_t track_of_unknown_thread = component_tracks + process_number_limit;

/// Where a run is drawn: in its process, or in one of its own where that is not known, as in a container,
/// where the first process is 1.
std::int64_t process_of(const TimelineRun& run, std::size_t position) {
    constexpr std::int64_t first_of_a_container = 1;
    return run.told.process.value_or(0) > first_of_a_container
               ? *run.told.process
               : process_number_limit + static_cast<std::int64_t>(position);
}

bool lies_in(const TimelineRun& run, std::int64_t at_ns) {
    return run.begin_ns <= at_ns && at_ns <= run.end_ns;
}

/// Of one process.
struct SpanCount {
    std::size_t shown = 0;
    std::uint64_t left_out = 0;
};

class ProgramTraceBuilder {
  public:
    explicit ProgramTraceBuilder(const std::vector<TimelineRun>& runs) {
        for (const TimelineRun& run : runs) {
            for (const GaugeSeries& gauge : run.told.gauges) {
                values_ += gauge.values.size();
            }
        }
    }

    void add(const TimelineRun& run, std::int64_t process) {
        counts_[process].left_out += run.told.spans_left_out;
        add_spans(run, process);
        add_gauges(run, process);
    }

    Trace finish() {
        keep_longest();
        std::map<std::pair<std::int64_t, std::int64_t>, std::string> names;
        for (const TraceSpan& span : trace_.spans) {
            ++counts_[span.pid].shown;
        }
        for (const TraceSpan& span : trace_.spans) {
            std::string& name = names[{span.pid, span.tid}];
            name = name.empty() ? track_name(span) : name;
        }
        for (const auto& [track, name] : names) {
            trace_.names.push_back({name, track.first, track.second, true});
        }
        return std::move(trace_);
    }

  private:
    void add_spans(const TimelineRun& run, std::int64_t process) {
        for (const ComponentSpan& span : run.told.spans) {
            if (lies_in(run, span.begin_ns) && lies_in(run, span.end_ns)) {
                const std::int64_t track =
                    span.thread ? component_tracks + *span.thread : track_of_unknown_thread;
                trace_.spans.push_back(
                    {span.component, "component", span.begin_ns, span.end_ns, process, track});
            }
        }
    }

    void add_gauges(const TimelineRun& run, std::int64_t process) {
        const std::size_t stride = 1 + values_ / most_values;
        for (const GaugeSeries& gauge : run.told.gauges) {
            const std::string name = fmt::format("{} ({})", gauge.name, gauge.unit);
            for (std::size_t i = 0; i < gauge.values.size(); i += stride) {
                if (lies_in(run, gauge.values[i].at_ns)) {
                    trace_.counters.push_back({name, gauge.values[i].at_ns, gauge.values[i].value, process});
                }
            }
        }
    }

    void keep_longest() {
        std::vector<TraceSpan>& spans = trace_.spans;
        if (spans.size() <= most_spans) {
            return;
        }
        const auto first_dropped = spans.begin() + static_cast<std::ptrdiff_t>(most_spans);
        std::ranges::nth_element(spans, first_dropped, std::ranges::greater(),
                                 [](const TraceSpan& span) { return span.end_ns - span.begin_ns; });
        for (auto span = first_dropped; span != spans.end(); ++span) {
            ++counts_[span->pid].left_out;
        }
        spans.erase(first_dropped, spans.end());
    }

    [[nodiscard]] std::string track_name(const TraceSpan& span) const {
        const std::int64_t thread = span.tid - component_tracks;
        const std::string whose = span.tid == track_of_unknown_thread ? ""
                                  : thread == span.pid                ? " of the main thread"
                                                                      : fmt::format(" of thread {}", thread);
        const SpanCount& count = counts_.at(span.pid);
        const std::string cut = count.left_out == 0 ? ""
                                                    : fmt::format(" (the longest {} of {} in all threads)",
                                                                  count.shown, count.shown + count.left_out);
        return fmt::format("components{}{}", whose, cut);
    }

    Trace trace_;
    std::size_t values_ = 0;                    ///< of all gauges
    std::map<std::int64_t, SpanCount> counts_;  ///< by process
};

}  // namespace

std::string outside_in_words(const TimelineRun& run) {
    const auto spans = std::ranges::count_if(run.told.spans, [&](const ComponentSpan& span) {
        return !lies_in(run, span.begin_ns) || !lies_in(run, span.end_ns);
    });
    std::ptrdiff_t values = 0;
    for (const GaugeSeries& gauge : run.told.gauges) {
        values += std::ranges::count_if(gauge.values,
                                        [&](const GaugeValue& value) { return !lies_in(run, value.at_ns); });
    }
    return spans + values == 0 ? ""
                               : fmt::format(
                                     "{} spans of components and {} values of gauges, which lie outside of "
                                     "the run: times must be "
                                     "of CLOCK_MONOTONIC",
                                     spans, values);
}

Trace program_trace(const std::vector<TimelineRun>& runs) {
    ProgramTraceBuilder parts(runs);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        parts.add(runs[i], process_of(runs[i], i));
    }
    return parts.finish();
}

}  // namespace ratchet
