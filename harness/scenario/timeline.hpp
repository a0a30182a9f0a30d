#pragma once

#include "scenario/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// What happened when, recorded where RATCHET_TIMELINE asks for it: never in a run that is measured.

namespace ratchet::runtime {

/// One scope of a component.
struct ScopeTicks {
    std::uint32_t component = 0;  ///< its id
    std::int64_t thread = 0;      ///< the system's number; 0 where it has none
    std::int64_t begin = 0;       ///< in ticks of the clock
    std::int64_t end = 0;
};

/// The longest scopes: what lasts is what can be seen. At least `most` of them where there are so many, and
/// never twice as many.
class LongestScopes {
  public:
    explicit LongestScopes(std::size_t most = 4096) : most_(most) {}

    void add(const ScopeTicks& scope);
    void add_all_of(const LongestScopes& other);
    void clear();

    [[nodiscard]] const std::vector<ScopeTicks>& kept() const { return kept_; }  ///< in no order
    [[nodiscard]] std::uint64_t left_out() const { return left_out_; }

  private:
    std::size_t most_;
    std::int64_t least_ticks_ = 0;  ///< shorter ones are left out at once
    std::vector<ScopeTicks> kept_;
    std::uint64_t left_out_ = 0;
};

/// The values of a gauge in the order told, thinned out evenly: every one, every second, every fourth, ….
class ThinnedSeries {
  public:
    explicit ThinnedSeries(std::size_t most = 4096) : most_(most) {}

    void add(std::int64_t at_ns, double value);
    [[nodiscard]] const std::vector<std::pair<std::int64_t, double>>& values() const { return values_; }

  private:
    std::size_t most_;
    std::uint64_t stride_ = 1;
    std::uint64_t told_ = 0;
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

/// Those that told something, by name.
std::vector<GaugeValues> gauge_values();

/// The system's numbers; 0 where it has none.
std::int64_t process_number();
std::int64_t thread_number();

}  // namespace ratchet::runtime
