#pragma once

#include <cstdint>

namespace ratchet {

/// Monotonic time as a parameter, so that deadlines and calibration are tested without waiting.
class Clock {
  public:
    virtual ~Clock() = default;
    /// Nanoseconds since an arbitrary fixed point; never goes back.
    [[nodiscard]] virtual std::int64_t now_ns() const = 0;
};

}  // namespace ratchet
