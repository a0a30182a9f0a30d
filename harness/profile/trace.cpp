#include "profile/trace.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "profile/json_text.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

using TraceThread = std::pair<std::int64_t, std::int64_t>;  ///< pid and tid

/// Spans that nest, and the ends of those that are open.
struct TraceTrack {
    std::int64_t tid = 0;
    std::vector<std::int64_t> open_ends;
};

class TraceWriter {
  public:
    explicit TraceWriter(const Trace& trace) : trace_(trace) {
        std::optional<std::int64_t> earliest;
        const auto see = [&](std::int64_t at, std::int64_t tid) {
            earliest = std::min(earliest.value_or(at), at);
            next_tid_ = std::max(next_tid_, tid + 1);
        };
        for (const TraceSpan& span : trace.spans) {
            if (span.end_ns < span.begin_ns) {
                throw Error(ErrorCode::usage,
                            fmt::format("the span \"{}\" ends before it begins", printable(span.name)));
            }
            see(span.begin_ns, span.tid);
        }
        for (const TraceCounter& counter : trace.counters) {
            if (!std::isfinite(counter.value)) {
                throw Error(ErrorCode::usage,
                            fmt::format("a value of \"{}\" is no number", printable(counter.name)));
            }
            see(counter.at_ns, 0);
        }
        for (const TraceName& name : trace.names) {
            next_tid_ = std::max(next_tid_, name.tid + 1);
        }
        origin_ns_ = earliest.value_or(0);
    }

    std::string text() {
        for (const TraceName& name : trace_.names) {
            name_event(name);
        }
        spans();
        std::vector<TraceCounter> counters = trace_.counters;
        std::ranges::stable_sort(counters, {}, &TraceCounter::at_ns);
        for (const TraceCounter& counter : counters) {
            event(fmt::format(R"({{"ph":"C","name":{},"ts":{},"pid":{},"args":{{"value":{}}}}})",
                              json_quoted(counter.name), microseconds(counter.at_ns - origin_ns_),
                              counter.pid, counter.value));
        }
        return "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[" + events_ + "\n]}\n";
    }

  private:
    void event(const std::string& json) {
        events_ += events_.empty() ? "\n" : ",\n";
        events_ += json;
    }

    void name_event(const TraceName& name) {
        event(fmt::format(R"({{"ph":"M","name":"{}","pid":{},"tid":{},"args":{{"name":{}}}}})",
                          name.of_thread ? "thread_name" : "process_name", name.pid,
                          name.of_thread ? name.tid : 0, json_quoted(name.name)));
    }

    /// Exact: a double would lose the last digits of a long time.
    static std::string microseconds(std::int64_t ns) { return fmt::format("{}.{:03}", ns / 1000, ns % 1000); }

    void spans() {
        std::vector<TraceSpan> spans = trace_.spans;
        std::ranges::stable_sort(spans, [](const TraceSpan& a, const TraceSpan& b) {
            return std::tie(a.begin_ns, b.end_ns) < std::tie(b.begin_ns, a.end_ns);
        });
        for (const TraceSpan& span : spans) {
            event(fmt::format(R"({{"ph":"X","name":{},"cat":{},"ts":{},"dur":{},"pid":{},"tid":{}{}}})",
                              json_quoted(span.name), json_quoted(span.category),
                              microseconds(span.begin_ns - origin_ns_),
                              microseconds(span.end_ns - span.begin_ns), span.pid, track(span), facts(span)));
        }
    }

    static std::string facts(const TraceSpan& span) {
        std::string text;
        for (const auto& [name, value] : span.facts) {
            text += fmt::format("{}{}:{}", text.empty() ? "" : ",", json_quoted(name), json_quoted(value));
        }
        return text.empty() ? text : fmt::format(R"(,"args":{{{}}})", text);
    }

    /// The tid of the first track of the span's thread in which it nests.
    std::int64_t track(const TraceSpan& span) {
        std::vector<TraceTrack>& tracks = tracks_[{span.pid, span.tid}];
        for (TraceTrack& track : tracks) {
            while (!track.open_ends.empty() && track.open_ends.back() <= span.begin_ns) {
                track.open_ends.pop_back();
            }
            if (track.open_ends.empty() || span.end_ns <= track.open_ends.back()) {
                track.open_ends.push_back(span.end_ns);
                return track.tid;
            }
        }
        const std::int64_t tid = tracks.empty() ? span.tid : next_tid_++;
        tracks.push_back({tid, {span.end_ns}});
        if (tracks.size() > 1) {
            name_event({fmt::format("{} ({})", thread_name(span), tracks.size()), span.pid, tid, true});
        }
        return tid;
    }

    [[nodiscard]] std::string thread_name(const TraceSpan& span) const {
        const auto found = std::ranges::find_if(trace_.names, [&span](const TraceName& name) {
            return name.of_thread && name.pid == span.pid && name.tid == span.tid;
        });
        return found == trace_.names.end() ? fmt::format("thread {}", span.tid) : found->name;
    }

    const Trace& trace_;
    std::int64_t origin_ns_ = 0;
    std::int64_t next_tid_ = 1;
    std::map<TraceThread, std::vector<TraceTrack>> tracks_;
    std::string events_;
};

}  // namespace

std::string write_trace(const Trace& trace) {
    return TraceWriter(trace).text();
}

}  // namespace ratchet
