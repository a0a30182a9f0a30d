#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace ratchet {

/// How a scenario is measured; fixed before the first run of a session.
struct Plan {
    std::uint64_t iterations = 1;         ///< timed iterations per run
    std::uint64_t warmup_iterations = 0;  ///< untimed iterations before them, in the same process
    std::uint64_t batch = 1;              ///< calls of the body per timed iteration (times are per call)
    std::optional<double> min_time_s =
        std::nullopt;        ///< Google Benchmark alone: it times calls until they last so long
    std::vector<int> looks;  ///< cumulative number of runs at each look, ascending, not empty
    std::uint64_t seed = 0;  ///< given to the program; also seeds replays of the judge

    bool operator==(const Plan&) const = default;
};

}  // namespace ratchet
