#pragma once

#include "base/clock.hpp"

namespace ratchet::testing {

/// Time that passes only when a test says so, or by a fixed step at each look at it.
class FakeClock : public Clock {
  public:
    explicit FakeClock(std::int64_t start_ns = 0, std::int64_t step_ns = 0)
        : now_ns_(start_ns), step_ns_(step_ns) {}

    [[nodiscard]] std::int64_t now_ns() const override {
        const std::int64_t now = now_ns_;
        now_ns_ += step_ns_;
        return now;
    }
    void advance(std::int64_t duration_ns) { now_ns_ += duration_ns; }

  private:
    mutable std::int64_t now_ns_;
    std::int64_t step_ns_;
};

}  // namespace ratchet::testing
