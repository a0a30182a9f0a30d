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
#include <cstdint>
#include <string_view>

namespace ratchet {
namespace detail {

/// Whether what happens when is being recorded. Here, so that a gauge that nobody asks for costs one load and
/// one branch.
inline std::atomic<bool> timeline_is_recorded{false};

}  // namespace detail

/// A named quantity over time. Values are recorded, with their moments, in runs that are profiled (see
/// `trace.json` beside the profile), from all threads, inside and outside of `Run::measure`; in all others
/// nothing happens. Of a gauge that tells more than some thousand values every second one is kept, and so on,
/// evenly over all of the run.
class Gauge {
  public:
    /// Gauges of one name are one gauge, with the unit that was told first ("B", "1" for a plain number).
    /// Takes a lock: create them once, not in the measured code. Throws std::invalid_argument for an empty
    /// name or unit.
    Gauge(std::string_view name, std::string_view unit);

    /// The quantity has this value from now on. One that is not finite is left out. Takes a lock where it is
    /// recorded.
    void set(double value) const {
        if (detail::timeline_is_recorded.load(std::memory_order_relaxed)) {
            record(value);
        }
    }

  private:
    void record(double value) const;

    std::uint32_t id_;
};

}  // namespace ratchet
