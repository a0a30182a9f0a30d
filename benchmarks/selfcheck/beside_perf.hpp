#pragma once

#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "profile/sampler_linux.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace ratchet {

/// Why `perf record` or Ratchet's sampler cannot sample here, so that they cannot be compared; nothing where
/// both can.
inline std::optional<std::string> why_not_beside_perf() {
    const SubprocessResult perf = run_subprocess({"perf", "record", "-q", "-o", "/dev/null", "--", "true"},
                                                 "", std::chrono::seconds(20));
    if (!perf.succeeded()) {
        return "perf cannot record here (apt-get install linux-perf)";
    }
    try {
        const Sampler sampler{SamplingOptions{}};
    } catch (const Error& error) {
        return error.what();
    }
    return std::nullopt;
}

}  // namespace ratchet
