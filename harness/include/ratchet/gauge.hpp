#pragma once

// A quantity that goes up and down while the program runs: how large a cache is, how many requests wait.
//
//     static const ratchet::Gauge cache_size("cache", "B");
//
//     void insert(Entry entry) {
//         ...
//         cache_size.set(static_cast<double>(used_bytes));
//     }

#include <atomic>
#include <string_view>

namespace ratchet {
namespace detail {

/// Whether what happens when is being recorded. Here, so that a gauge that nobody asks for costs one load and
/// one branch.
inline std::atomic<bool> timeline_is_recorded{false};

struct RecordedGauge;

}  // namespace detail

/// A named quantity over time. Values are recorded, with their moments, in runs that a profiler samples (see
/// `trace.json` beside the profile), from all threads, from the start of the scenario's function to its end;
/// elsewhere, and in a program without scenarios, and in child processes, nothing happens. Of a gauge that
/// tells more than some thousand values every second one is kept, and so on, evenly over all of the run.
class Gauge {
  public:
    /// Gauges of one name are one gauge. `unit`: "B", "1" for a plain number. Takes a lock: create them once,
    /// not in the measured code. Throws std::invalid_argument for an empty name or unit, and for a second
    /// unit of one name.
    Gauge(std::string_view name, std::string_view unit);

    /// The quantity has this value from now on. Left out: one that is not finite, and one that is told by an
    /// allocator while this thread records another.
    void set(double value) const noexcept {
        if (detail::timeline_is_recorded.load(std::memory_order_relaxed)) {
            record(value);
        }
    }

  private:
    void record(double value) const noexcept;

    detail::RecordedGauge* gauge_;  // lives as long as the process
};

}  // namespace ratchet
