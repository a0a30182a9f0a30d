#include "testing/simulation/host_model.hpp"

#include "statistics/location.hpp"

#include <cmath>

namespace ratchet::testing {
namespace {

constexpr double drift_per_run = 0.15;  // of τ: 0.3 τ over four
constexpr double outlier_excess = 3;    // mean of a delay, in standard deviations

}  // namespace

std::vector<HostModel> modelled_hosts() {
    return {
        {.name = "quiet", .level_sd = 0.003, .process_sd = 0.005, .iteration_sd = 0.01},
        {.name = "virtual", .virtualised = true, .level_sd = 0.01, .process_sd = 0.01, .iteration_sd = 0.02},
        {.name = "shared", .virtualised = true, .level_sd = 0.03, .process_sd = 0.02, .iteration_sd = 0.04}};
}

SimulatedStretch::SimulatedStretch(const HostModel& host, statistics::Random& random)
    : host_(host), random_(random), host_level_(host.level_sd * random.normal()) {}

std::vector<double> SimulatedStretch::run(double level) {
    pass(1);
    const double of_process =
        level + host_level_ + host_.process_sd * random_.normal() + delay(host_.process_sd);
    const double memory = 0.5;
    const double innovation = host_.iteration_sd * std::sqrt(1 - memory * memory);
    double drift = host_.iteration_sd * random_.normal();
    std::vector<double> times;
    times.reserve(iterations_per_run);
    for (int i = 0; i < iterations_per_run; ++i) {
        times.push_back(of_process + drift + delay(host_.iteration_sd));
        drift = memory * drift + innovation * random_.normal();
    }
    return times;
}

double SimulatedStretch::value(double level) {
    std::vector<double> times = run(level);
    return statistics::median_in_place(times);
}

std::vector<double> SimulatedStretch::values(int count, double level) {
    std::vector<double> all;
    for (int i = 0; i < count; ++i) {
        all.push_back(value(level));
    }
    return all;
}

/// A stationary walk whose step over four runs is 0.3 τ.
void SimulatedStretch::pass(int runs) {
    const double memory = std::pow(1 - drift_per_run * drift_per_run, runs / 2.0);
    host_level_ = memory * host_level_ + host_.level_sd * std::sqrt(1 - memory * memory) * random_.normal();
}

double SimulatedStretch::delay(double sd) {
    return random_.uniform() < host_.outlier_share ? -std::log1p(-random_.uniform()) * outlier_excess * sd
                                                   : 0.0;
}

}  // namespace ratchet::testing
