#include "measure/plan_rules.hpp"

#include "base/error.hpp"
#include "statistics/location.hpp"
#include "statistics/spread.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ratchet {
namespace {

constexpr double timed_work_s = 0.2;
constexpr double short_iteration_s = 0.0002;
constexpr double fewest_iterations = 5;
constexpr double most_iterations = 1000;
constexpr double most_short_iterations = 10'000;

statistics::Sample later_half(const std::vector<double>& times) {
    const auto middle = static_cast<std::ptrdiff_t>(times.size() / 2);
    return statistics::Sample({times.begin() + middle, times.end()});
}

void require_times(const std::vector<double>& times) {
    if (times.empty()) {
        throw Error(ErrorCode::measurement,
                    "the exploration has no iteration; the scenario must call run.measure");
    }
    if (!std::ranges::all_of(times, [](double time) { return time >= 0 && std::isfinite(time); })) {
        throw Error(ErrorCode::measurement,
                    "the exploration has an iteration time that is negative or endless");
    }
}

}  // namespace

std::vector<int> looks_for(int repetitions, int max_repetitions) {
    if (repetitions < 1) {
        throw Error(ErrorCode::usage, "at least one repetition is needed", "REPETITIONS");
    }
    std::vector<int> looks{repetitions};
    while (looks.back() < max_repetitions) {
        const int last = looks.back();
        looks.push_back(std::min(last + (last + 1) / 2, max_repetitions));
    }
    return looks;
}

std::uint64_t warmup_iterations(const std::vector<double>& iteration_times_s) {
    const std::size_t most = iteration_times_s.size() / 5;
    if (most == 0) {
        return 0;
    }
    const statistics::Sample settled = later_half(iteration_times_s);
    const double level = statistics::median(settled);
    constexpr double smallest_tolerance = 0.02;
    const double tolerance = std::max(smallest_tolerance * level, 3 * statistics::robust_scale(settled));
    const auto is_settled = [&](double time) { return std::abs(time - level) <= tolerance; };
    std::size_t first = 0;
    while (first < most &&
           !std::all_of(iteration_times_s.begin() + static_cast<std::ptrdiff_t>(first),
                        iteration_times_s.begin() + static_cast<std::ptrdiff_t>(first + 3), is_settled)) {
        ++first;
    }
    return first;
}

Plan plan_from_exploration(const Exploration& exploration, std::vector<int> looks, std::uint64_t seed) {
    const std::vector<double>& times = exploration.iteration_times_s;
    require_times(times);
    const double iteration_s = statistics::median(later_half(times)) * static_cast<double>(exploration.batch);
    const double most =
        !exploration.batchable && iteration_s < short_iteration_s ? most_short_iterations : most_iterations;
    Plan plan;
    // A median of 0 gives infinity here, which the clamp turns into the most.
    plan.iterations = static_cast<std::uint64_t>(
        std::clamp(std::ceil(timed_work_s / iteration_s), fewest_iterations, most));
    // Doubling up to the batch made about as many calls as one iteration has, before the first one recorded.
    const std::uint64_t calls_before = exploration.batch > 1 ? 1 : 0;
    plan.warmup_iterations = calls_before + warmup_iterations(times);
    plan.batch = exploration.batch;
    plan.looks = std::move(looks);
    plan.seed = seed;
    return plan;
}

bool still_fits(const Plan& earlier, const Plan& explored) {
    const double ratio = static_cast<double>(earlier.iterations * earlier.batch) /
                         static_cast<double>(explored.iterations * explored.batch);
    return (earlier.batch == 1) == (explored.batch == 1) && ratio >= 0.5 && ratio <= 2.0;
}

Plan plan_for_command(std::vector<int> looks, std::uint64_t seed) {
    Plan plan;
    plan.looks = std::move(looks);
    plan.seed = seed;
    return plan;
}

Plan plan_for_google_benchmark(std::vector<int> looks, std::uint64_t seed) {
    // It times about as long again to find the number of calls, and 1.4 times as long to be sure of it.
    constexpr double min_time_s = 0.1;
    Plan plan = plan_for_command(std::move(looks), seed);
    plan.min_time_s = min_time_s;
    return plan;
}

Plan plan_for_catch2(std::vector<int> looks, std::uint64_t seed) {
    constexpr std::uint64_t samples = 100;
    Plan plan = plan_for_command(std::move(looks), seed);
    plan.iterations = samples;
    return plan;
}

}  // namespace ratchet
