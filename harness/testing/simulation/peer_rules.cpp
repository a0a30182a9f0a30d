#include "testing/simulation/peer_rules.hpp"

#include "statistics/location.hpp"
#include "statistics/student_t.hpp"
#include "statistics/welch_satterthwaite.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace ratchet::testing {
namespace {

using Values = std::vector<double>;

constexpr double peer_level = 0.05;

double size_of(const Values& values) {
    return static_cast<double>(values.size());
}

double mean_of(const Values& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / size_of(values);
}

/// Of the mean, squared.
double squared_error(const Values& values) {
    const double mean = mean_of(values);
    double sum = 0;
    for (const double value : values) {
        sum += (value - mean) * (value - mean);
    }
    return sum / (size_of(values) - 1) / size_of(values);
}

double t_statistic(const Values& before, const Values& now) {
    const double difference = mean_of(now) - mean_of(before);
    const double error = std::sqrt(squared_error(before) + squared_error(now));
    return error > 0 ? difference / error : std::copysign(difference == 0 ? 0.0 : 1e9, difference);
}

Values draw(const Values& from, std::size_t count, statistics::Random& random) {
    Values drawn(count);
    std::ranges::generate(drawn, [&] { return from[random.index(from.size())]; });
    return drawn;
}

double relative_change(double before, double now) {
    return now / before - 1;
}

bool threshold_on_medians(const BeforeAndNow& sample, statistics::Random&) {
    constexpr double most = 0.05;
    return relative_change(statistics::median(sample.iterations_before),
                           statistics::median(sample.iterations_now)) > most;
}

bool mann_whitney(const BeforeAndNow& sample, statistics::Random&) {
    return mann_whitney_p(sample.iterations_before, sample.iterations_now) < peer_level &&
           statistics::median(sample.iterations_now) > statistics::median(sample.iterations_before);
}

bool welch(const BeforeAndNow& sample, statistics::Random&) {
    return welch_p(sample.runs_before, sample.runs_now) < peer_level &&
           mean_of(sample.runs_now) > mean_of(sample.runs_before);
}

bool bootstrap(const BeforeAndNow& sample, statistics::Random& random) {
    constexpr int resamples = 1000;
    constexpr double noise_threshold = 0.01;
    const Values& before = sample.iterations_before;
    const Values& now = sample.iterations_now;
    Values both = before;
    both.insert(both.end(), now.begin(), now.end());
    const double seen = t_statistic(before, now);
    int more_extreme = 0;
    Values changes;
    for (int i = 0; i < resamples; ++i) {
        more_extreme +=
            t_statistic(draw(both, before.size(), random), draw(both, now.size(), random)) >= seen ? 1 : 0;
        changes.push_back(relative_change(mean_of(draw(before, before.size(), random)),
                                          mean_of(draw(now, now.size(), random))));
    }
    const double p = 2.0 * more_extreme / resamples;
    return p < peer_level &&
           statistics::quantile(statistics::Sample(changes), peer_level / 2) > noise_threshold;
}

}  // namespace

double mann_whitney_p(const Values& before, const Values& now) {
    const double pairs = size_of(before) * size_of(now);
    double wins = 0;
    for (const double a : before) {
        for (const double b : now) {
            wins += b > a ? 1.0 : (b == a ? 0.5 : 0.0);
        }
    }
    Values all = before;
    all.insert(all.end(), now.begin(), now.end());
    std::ranges::sort(all);
    double ties = 0;
    for (auto first = all.begin(); first != all.end();) {
        const auto last = std::upper_bound(first, all.end(), *first);
        const auto equal = static_cast<double>(last - first);
        ties += equal * equal * equal - equal;
        first = last;
    }
    const double n = size_of(all);
    const double variance = pairs / 12 * (n + 1 - ties / (n * (n - 1)));
    constexpr double continuity = 0.5;
    const double distance = std::max(std::abs(wins - pairs / 2) - continuity, 0.0);
    return variance > 0 ? std::erfc(distance / std::sqrt(2 * variance)) : 1.0;
}

double welch_p(const Values& before, const Values& now) {
    const double t = std::abs(t_statistic(before, now));
    const auto freedom = statistics::welch_satterthwaite(
        {{squared_error(before), size_of(before) - 1}, {squared_error(now), size_of(now) - 1}});
    double below = 0;
    double above = 1;
    for (int halving = 0; halving < 40; ++halving) {
        const double p = (below + above) / 2;
        (statistics::student_t_quantile(1 - p / 2, freedom) > t ? below : above) = p;
    }
    return above;
}

std::vector<PeerRule> peer_rules() {
    return {
        {"more than 5 % on the medians of one process", threshold_on_medians},
        {"Mann-Whitney, iterations of one process, p < 0.05 (Google Benchmark's compare.py)", mann_whitney},
        {"Welch, ten processes, p < 0.05 (hyperfine's welch_ttest.py)", welch},
        {"bootstrap of the mean, iterations of one process (Criterion.rs)", bootstrap}};
}

}  // namespace ratchet::testing
