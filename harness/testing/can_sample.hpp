#pragma once

#include "base/error.hpp"
#include "catch.hpp"
#include "profile/sampler_linux.hpp"

namespace ratchet::testing {

/// Whether programs can be sampled here; where not, the test that asks is told to be skipped, with the
/// reason.
inline bool can_sample() {
    try {
        const Sampler sampler{SamplingOptions{}};
        return true;
    } catch (const Error& error) {
        WARN("skipped: " << error.what());
        return false;
    }
}

}  // namespace ratchet::testing
