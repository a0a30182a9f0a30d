#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ratchet {

/// Something that had a beginning and an end, on one thread. Times are nanoseconds of one clock.
struct TraceSpan {
    std::string name;
    std::string category;
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;  ///< not before `begin_ns`
    std::int64_t pid = 0;
    std::int64_t tid = 0;
    std::vector<std::pair<std::string, std::string>> facts = {};  ///< shown when it is clicked: name and text
};

/// The value of a quantity from a point of time on.
struct TraceCounter {
    std::string name;
    std::int64_t at_ns = 0;
    double value = 0;  ///< finite
    std::int64_t pid = 0;
};

/// What a viewer calls a process or one of its threads.
struct TraceName {
    std::string name;
    std::int64_t pid = 0;
    std::int64_t tid = 0;
    bool of_thread = false;  ///< else of the process, and `tid` says nothing
};

struct Trace {
    std::vector<TraceSpan> spans = {};
    std::vector<TraceCounter> counters = {};
    std::vector<TraceName> names = {};
};

/// The content of `trace.json`: Chrome's trace events, for Perfetto (https://ui.perfetto.dev) and
/// chrome://tracing. Times are microseconds from the earliest event. Viewers draw spans of one thread only
/// when they nest: one that begins within another and ends after it goes to a further track of the thread,
/// with a tid that no other has and the thread's name with " (2)", " (3)", …. Throws `Error(usage)` for a
/// span that ends before it begins and a value that is not finite.
std::string write_trace(const Trace& trace);

}  // namespace ratchet
