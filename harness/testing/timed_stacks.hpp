#pragma once

#include "profile/taken_profile.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ratchet::testing {

inline constexpr std::int64_t ms = 1'000'000;  ///< in ns

/// Stacks of one letter a function, sampled every millisecond.
class Sampled {
  public:
    Sampled() {
        profile.frequency_hz = 1000;
        profile.rung = ProfileRung::user_only;
    }

    Sampled& at(std::int64_t at_ms, const std::string& letters, std::uint32_t thread = 7,
                std::uint32_t process = 7) {
        std::vector<FrameIndex> frames;
        for (const char letter : letters) {
            frames.push_back(profile.stacks.index_of(std::string(1, letter), "program"));
        }
        profile.timed.push_back({.at_ns = at_ms * ms,
                                 .process = process,
                                 .thread = thread,
                                 .stack = static_cast<std::uint32_t>(profile.stacks.add(frames))});
        return *this;
    }

    TakenProfile profile;
};

}  // namespace ratchet::testing
