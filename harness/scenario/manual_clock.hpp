#pragma once

#include "scenario/clock.hpp"

#include <atomic>
#include <cstdint>

namespace ratchet::runtime {

/// For tests: time that moves only when told, one tick a nanosecond.
class ManualClock {
  public:
    ManualClock() { now_ns_ = 1'000'000; }

    static void advance_ns(std::int64_t amount_ns) { now_ns_ += amount_ns; }
    static void advance_s(double seconds) { now_ns_ += static_cast<std::int64_t>(seconds * 1e9 + 0.5); }
    [[nodiscard]] static Clock clock() { return {read, read}; }

  private:
    static std::int64_t read() { return now_ns_; }

    static inline std::atomic<std::int64_t> now_ns_{0};
};

}  // namespace ratchet::runtime
