#pragma once

#include "model/plan.hpp"

#include <cstdint>
#include <vector>

namespace ratchet {

/// What a program told about itself when it was asked to explore: every iteration from the very first call.
struct Exploration {
    std::vector<double> iteration_times_s;  ///< per call, not empty, each positive or zero
    std::uint64_t batch = 1;                ///< calls per iteration, already chosen by the program
    bool batchable = true;  ///< false: set-up before each iteration, or times of the program's own

    bool operator==(const Exploration&) const = default;
};

/// Cumulative runs at each look (DESIGN §8, rule 6): first at `repetitions`, each next at 1.5 times that,
/// rounded up, the last at `max_repetitions`: 9, 14, 20. A maximum below `repetitions` means no further look.
/// Throws `Error(usage)` when `repetitions` is not positive.
std::vector<int> looks_for(int repetitions, int max_repetitions);

/// How many iterations at the start are not yet like the others: the smallest k such that iterations k, k+1
/// and k+2 are within max(2 %, 3 robust standard deviations) of the median of the later half, both taken from
/// that half. At most a fifth of the exploration, so that a program that never settles is measured all the
/// same; 0 for fewer than five iterations.
std::uint64_t warmup_iterations(const std::vector<double>& iteration_times_s);

/// The plan of an in-process scenario. Iterations: as many as last 0.2 s by the median of the later half, at
/// least 5 and at most 1000; 10000 where an iteration lasts less than 0.2 ms and cannot be batched. Warm-up:
/// as above, and one iteration more where calls are batched, in place of the calls that found the batch.
/// Throws `Error(measurement)` when there is no iteration or a time is negative or not finite.
Plan plan_from_exploration(const Exploration& exploration, std::vector<int> looks, std::uint64_t seed);

/// Whether a plan found earlier still suits a program for which `explored` was found now: the same batching,
/// and timed calls within a factor of two. Keeping it keeps old and new values comparable.
bool still_fits(const Plan& earlier, const Plan& explored);

/// The plan of a command: one launch is one iteration.
Plan plan_for_command(std::vector<int> looks, std::uint64_t seed);

/// The plan of a Google Benchmark: the library is to time calls for 0.1 s and chooses their number itself.
Plan plan_for_google_benchmark(std::vector<int> looks, std::uint64_t seed);

/// The plan of a Catch2 benchmark: 100 samples, the library's own default, each an iteration.
Plan plan_for_catch2(std::vector<int> looks, std::uint64_t seed);

}  // namespace ratchet
