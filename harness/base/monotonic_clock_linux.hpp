#pragma once

#include "base/clock.hpp"

namespace ratchet {

/// `CLOCK_MONOTONIC`: the same clock for every process of one boot.
class MonotonicClock : public Clock {
  public:
    [[nodiscard]] std::int64_t now_ns() const override;
};

}  // namespace ratchet
