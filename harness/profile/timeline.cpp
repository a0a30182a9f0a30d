#include "profile/timeline.hpp"

#include "base/text.hpp"
#include "profile/function_shares.hpp"
#include "profile/program_trace.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr double ns_per_s = 1e9;
constexpr std::size_t most_spans = 50'000;
constexpr std::int64_t runs_process = 1;  ///< the number of no program's process
constexpr std::int64_t measured_track = 1;
constexpr std::int64_t profiled_track = 2;

/// One thread's samples, in the order of time.
using ThreadSamples = std::span<const TimedSample>;

/// Follows a thread's stack from sample to sample. `visitor` is told of each function that comes onto it or
/// goes, outermost first and last: `open(depth, frame, at_ns)`, `close(at_ns)` of the innermost one that is
/// open.
template <class Visitor>
void follow_stack(const Stacks& stacks, ThreadSamples samples, std::int64_t period_ns, std::size_t deepest,
                  Visitor& visitor) {
    std::vector<FrameIndex> open;
    std::int64_t known_until_ns = 0;
    const auto close_down_to = [&](std::size_t depth, std::int64_t at_ns) {
        for (; open.size() > depth; open.pop_back()) {
            visitor.close(at_ns);
        }
    };
    for (const TimedSample& sample : samples) {
        // Behind a sample that is due and does not come the thread was on no CPU.
        const bool off_cpu = sample.at_ns > known_until_ns + period_ns;
        const auto all = stacks[sample.stack].frames;
        const auto frames = all.first(std::min(all.size(), deepest));
        const auto differs = std::ranges::mismatch(open, frames).in1;
        const auto same = off_cpu ? 0 : static_cast<std::size_t>(differs - open.begin());
        close_down_to(same, off_cpu ? known_until_ns : sample.at_ns);
        for (const FrameIndex frame : frames.subspan(same)) {
            visitor.open(open.size(), frame, sample.at_ns);
            open.push_back(frame);
        }
        known_until_ns = sample.at_ns + period_ns;
    }
    close_down_to(0, known_until_ns);
}

struct SpanCounter {
    std::vector<std::size_t> by_depth = {};
    void open(std::size_t depth, FrameIndex /*frame*/, std::int64_t /*at_ns*/) {
        by_depth.resize(std::max(by_depth.size(), depth + 1));
        ++by_depth[depth];
    }
    void close(std::int64_t /*at_ns*/) {}
};

struct SpanMaker {
    const Stacks& stacks;
    std::int64_t process;
    std::int64_t thread;
    std::vector<TraceSpan>& spans;
    std::vector<std::size_t> open_spans = {};

    void open(std::size_t /*depth*/, FrameIndex frame, std::int64_t at_ns) {
        const Frame& named = stacks.frames()[frame];
        open_spans.push_back(spans.size());
        spans.push_back({shown_function(named), named.module.empty() ? "unknown module" : named.module, at_ns,
                         at_ns, process, thread});
    }
    void close(std::int64_t at_ns) {
        spans[open_spans.back()].end_ns = at_ns;
        open_spans.pop_back();
    }
};

class TimelineBuilder {
  public:
    TimelineBuilder(const TakenProfile& profile, const std::string& program)
        : profile_(profile), program_(program) {
        for (const TimedSample& sample : profile.timed) {
            threads_[{sample.process, sample.thread}].push_back(sample);
        }
        period_ns_ = static_cast<std::int64_t>(ns_per_s / profile.frequency_hz.value_or(ns_per_s));
    }

    void add_runs(const std::vector<TimelineRun>& runs) {
        const std::string timed =
            profile_.untimed == 0 ? ""
                                  : fmt::format(" (samples of the first {} alone)", profile_.timed.size());
        trace_.names.push_back({"runs of " + program_ + timed, runs_process, 0, false});
        for (const auto& [track, name, profiled] : {std::tuple{measured_track, "measured runs", false},
                                                    std::tuple{profiled_track, "profiled runs", true}}) {
            if (std::ranges::find(runs, profiled, &TimelineRun::profiled) != runs.end()) {
                trace_.names.push_back({name, runs_process, track, true});
            }
        }
        for (const TimelineRun& run : runs) {
            const std::int64_t track = run.profiled ? profiled_track : measured_track;
            std::vector<std::pair<std::string, std::string>> facts = run.facts;
            if (const std::string outside = outside_in_words(run); !outside.empty()) {
                facts.emplace_back("left out", outside);
            }
            trace_.spans.push_back({run.name, "run", run.begin_ns, std::max(run.begin_ns, run.end_ns),
                                    runs_process, track, facts});
            if (run.ready_ns) {
                trace_.spans.push_back({"start-up", "run", run.begin_ns,
                                        std::max(run.begin_ns, *run.ready_ns), runs_process, track});
            }
        }
    }

    void add_stacks() {
        const std::size_t deepest = deepest_that_fits();
        for (const auto& [who, samples] : threads_) {
            const auto [process, thread] = who;
            name_unless_named(process);
            trace_.names.push_back({thread_name(process, thread, deepest), process, thread, true});
            SpanMaker maker{profile_.stacks, process, thread, trace_.spans};
            follow_stack(profile_.stacks, samples, period_ns_, deepest, maker);
        }
    }

    /// Samples for each stretch of time, times what one stands for.
    void add_cpus() {
        if (profile_.timed.empty()) {
            return;
        }
        constexpr std::int64_t shortest_ns = 10'000'000;
        constexpr std::int64_t most_stretches = 2000;
        const std::int64_t first_ns = profile_.timed.front().at_ns;
        const std::int64_t stretch_ns =
            std::max(shortest_ns, (profile_.timed.back().at_ns - first_ns) / most_stretches + 1);
        std::map<std::int64_t, std::int64_t> samples;  // what lies behind a stretch is known too: 0
        for (const TimedSample& sample : profile_.timed) {
            const std::int64_t stretch = (sample.at_ns - first_ns) / stretch_ns;
            ++samples[stretch];
            samples.try_emplace(stretch + 1, 0);
        }
        for (const auto& [stretch, count] : samples) {
            const double cpus = static_cast<double>(count * period_ns_) / static_cast<double>(stretch_ns);
            trace_.counters.push_back(
                {"CPUs at work (sampled)", first_ns + stretch * stretch_ns, cpus, runs_process});
        }
    }

    void add_memory() {
        for (const TimedMemory& value : profile_.memory) {
            name_unless_named(value.process);
            trace_.counters.push_back({"resident memory (bytes)", value.at_ns,
                                       static_cast<double>(value.resident_bytes), value.process});
        }
    }

    void add_program_trace(const std::vector<TimelineRun>& runs) {
        Trace told = program_trace(runs);
        for (const TraceSpan& span : told.spans) {
            name_unless_named(span.pid);
        }
        for (const TraceCounter& counter : told.counters) {
            name_unless_named(counter.pid);
        }
        std::ranges::move(told.spans, std::back_inserter(trace_.spans));
        std::ranges::move(told.counters, std::back_inserter(trace_.counters));
        std::ranges::move(told.names, std::back_inserter(trace_.names));
    }

    Trace take() { return std::move(trace_); }

  private:
    void name_unless_named(std::int64_t process) {
        if (!named_.insert(process).second) {
            return;
        }
        trace_.names.push_back({fmt::format("{}, process {}", program_, process), process, 0, false});
    }

    [[nodiscard]] std::string thread_name(std::int64_t process, std::int64_t thread,
                                          std::size_t deepest) const {
        const std::string cut =
            deepest == everything ? "" : fmt::format(" (the outermost {} functions)", deepest);
        return (process == thread ? "main thread" : fmt::format("thread {}", thread)) + cut;
    }

    [[nodiscard]] std::size_t deepest_that_fits() const {
        SpanCounter counter;
        for (const auto& [who, samples] : threads_) {
            follow_stack(profile_.stacks, samples, period_ns_, everything, counter);
        }
        std::size_t spans = 0;
        for (std::size_t depth = 0; depth < counter.by_depth.size(); ++depth) {
            spans += counter.by_depth[depth];
            if (spans > most_spans) {
                return std::max<std::size_t>(depth, 1);
            }
        }
        return everything;
    }

    static constexpr std::size_t everything = SIZE_MAX;

    const TakenProfile& profile_;
    const std::string& program_;
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<TimedSample>>
        threads_;  ///< by process and thread
    std::int64_t period_ns_ = 0;
    std::set<std::int64_t> named_{runs_process};  ///< processes
    Trace trace_;
};

}  // namespace

std::vector<std::pair<std::string, std::string>> run_facts(std::optional<int> exit_code,
                                                           std::optional<int> signal,
                                                           std::optional<double> user_time_s,
                                                           std::optional<double> system_time_s) {
    std::vector<std::pair<std::string, std::string>> facts;
    if (exit_code) {
        facts.emplace_back("exit code", fmt::format("{}", *exit_code));
    }
    if (signal) {
        facts.emplace_back("signal", fmt::format("{}", *signal));
    }
    if (user_time_s) {
        facts.emplace_back("user time", format_duration_s(*user_time_s));
    }
    if (system_time_s) {
        facts.emplace_back("system time", format_duration_s(*system_time_s));
    }
    return facts;
}

TimelineRun timeline_run(const RunRecord& run, const std::string& name, bool profiled) {
    const auto value = [&run](const char* metric) {
        const auto found = run.metrics.find(metric);
        return found == run.metrics.end() ? std::nullopt : std::optional(found->second.value);
    };
    const auto after = [&run](double seconds) {
        return run.started_ns + static_cast<std::int64_t>(seconds * ns_per_s);
    };
    const std::optional<double> startup_s = value(metric::startup_time);
    return {
        .name = name,
        .profiled = profiled,
        .begin_ns = run.started_ns,
        .end_ns = after(run.process_time_s),
        .ready_ns = startup_s ? std::optional(after(*startup_s)) : std::nullopt,
        .facts = run_facts(run.exit_code, run.signal, value(metric::user_time), value(metric::system_time))};
}

Trace make_timeline(const TakenProfile& profile, const std::vector<TimelineRun>& runs,
                    const std::string& program) {
    TimelineBuilder builder(profile, program);
    builder.add_runs(runs);
    builder.add_stacks();
    builder.add_cpus();
    builder.add_memory();
    builder.add_program_trace(runs);
    return builder.take();
}

std::string write_timeline(const TakenProfile& profile, const std::vector<TimelineRun>& runs,
                           const std::string& program) {
    return runs.empty() ? "" : write_trace(make_timeline(profile, runs, program));
}

}  // namespace ratchet
