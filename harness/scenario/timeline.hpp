#pragma once

#include "scenario/clock.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What happened when, recorded where RATCHET_TIMELINE asks for it: never in a run that is measured.

namespace ratchet::runtime {

/// One scope of a component.
struct ScopeTicks {
    std::uint32_t component = 0;         ///< its id
    std::optional<std::int64_t> thread;  ///< the system's number; absent where it has none
    std::int64_t begin = 0;              ///< in ticks of the clock
    std::int64_t end = 0;
};

/// The longest scopes: what lasts is what can be seen. At least `most` of them where there are so many, and
/// never twice as many.
class LongestScopes {
  public:
    explicit LongestScopes(std::size_t most = 4096) : most_(most) {}

    void add(const ScopeTicks& scope);
    /// Scopes that nobody need add.
    void leave_out(std::uint64_t count) { left_out_ += count; }
    void add_all_of(const LongestScopes& other);
    void clear();

    [[nodiscard]] const std::vector<ScopeTicks>& kept() const { return kept_; }  ///< in no order
    [[nodiscard]] std::uint64_t left_out() const { return left_out_; }
    /// Shorter ones are left out.
    [[nodiscard]] std::int64_t least_ticks() const { return least_ticks_; }

  private:
    std::size_t most_;
    std::int64_t least_ticks_ = 0;
    std::vector<ScopeTicks> kept_;
    std::uint64_t left_out_ = 0;
};

/// The values of a gauge in the order told, thinned out evenly: every one, every second, every fourth, ….
class ThinnedSeries {
  public:
    explicit ThinnedSeries(std::size_t most = 4096) : most_(most) {}

    /// Whether the next value is one to be kept. May be asked by any thread.
    bool is_due() noexcept { return (told_.fetch_add(1, relaxed) & (stride_.load(relaxed) - 1)) == 0; }
    /// Keeps one that was due. One thread at a time.
    void add(std::int64_t at_ns, double value);
    void clear();
    [[nodiscard]] const std::vector<std::pair<std::int64_t, double>>& values() const { return values_; }

  private:
    static constexpr auto relaxed = std::memory_order_relaxed;

    std::size_t most_;
    std::atomic<std::uint64_t> stride_{1};  ///< a power of two
    std::atomic<std::uint64_t> told_{0};
    std::vector<std::pair<std::int64_t, double>> values_;
};

struct GaugeValues {
    std::string name;
    std::string unit;
    std::vector<std::pair<std::int64_t, double>> values;  ///< monotonic clock in ns, and what was told
};

/// From now on, until `forget_timeline`.
void record_timeline(const Clock& clock);
void forget_timeline();

/// Those that told something, by name; thinned out evenly where they told more than some 50 000 values
/// together.
std::vector<GaugeValues> gauge_values();

/// The system's numbers; absent where it has none.
std::optional<std::int64_t> process_number();
std::optional<std::int64_t> thread_number();

}  // namespace ratchet::runtime
