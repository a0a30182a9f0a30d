#include "base/monotonic_clock_linux.hpp"

#include <ctime>

namespace ratchet {

std::int64_t MonotonicClock::now_ns() const {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace ratchet
