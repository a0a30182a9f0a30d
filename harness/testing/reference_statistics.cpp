#include "testing/reference_statistics.hpp"

#include <algorithm>
#include <cmath>

namespace ratchet::testing::reference {
namespace {

constexpr double pi = 3.14159265358979323846;

/// ∫ cos^power over [0, angle] by Simpson's rule: with t = sqrt(ν) tan(angle), the density of Student's t
/// becomes cos^(ν - 1) up to a constant.
double cosine_power_integral(double power, double angle) {
    const int intervals = 600;
    const double width = angle / intervals;
    double sum = 0;
    for (int i = 0; i <= intervals; ++i) {
        const double weight = i == 0 || i == intervals ? 1 : (i % 2 == 1 ? 4 : 2);
        sum += weight * std::pow(std::cos(i * width), power);
    }
    return sum * width / 3;
}

template <typename Distribution>
double bisect(Distribution distribution, double probability) {
    double low = -1e4;
    double high = 1e4;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (distribution(middle) < probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

Values minus(const Values& values, double centre) {
    Values result;
    for (const double value : values) {
        result.push_back(value - centre);
    }
    return result;
}

Values means_of_two(const Values& values) {
    Values means;
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            means.push_back((values[i] + values[j]) / 2);
        }
    }
    return means;
}

double square(double value) {
    return value * value;
}

}  // namespace

double mean(const Values& values) {
    long double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    return static_cast<double>(sum / static_cast<long double>(values.size()));
}

double median(Values values) {
    std::sort(values.begin(), values.end());
    const std::size_t n = values.size();
    return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

double quantile(Values values, double probability) {
    std::sort(values.begin(), values.end());
    const double position = static_cast<double>(values.size() - 1) * probability;
    const auto index = static_cast<std::size_t>(position);
    if (index + 1 == values.size()) {
        return values[index];
    }
    const double fraction = position - static_cast<double>(index);
    return (1 - fraction) * values[index] + fraction * values[index + 1];
}

double standard_deviation(const Values& values) {
    long double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    const long double centre = sum / static_cast<long double>(values.size());
    long double squares = 0;
    for (const double value : values) {
        squares += (value - centre) * (value - centre);
    }
    return static_cast<double>(std::sqrt(squares / static_cast<long double>(values.size() - 1)));
}

double median_absolute_deviation(const Values& values) {
    Values distances;
    for (const double distance : minus(values, median(values))) {
        distances.push_back(std::fabs(distance));
    }
    return median(distances);
}

double robust_scale(const Values& values) {
    const double from_median = 1.4826 * median_absolute_deviation(values);
    const double deviation = standard_deviation(values);
    if (deviation <= from_median) {
        return from_median;
    }
    return deviation < 1.5 * from_median ? deviation : 1.5 * from_median;
}

double hodges_lehmann_shift(const Values& reference, const Values& current) {
    Values differences;
    for (const double x : reference) {
        for (const double y : current) {
            differences.push_back(y - x);
        }
    }
    return median(differences);
}

std::optional<std::pair<double, double>> median_bounds(Values values, double error) {
    const std::size_t n = values.size();
    std::vector<double> subsets{1};
    for (std::size_t row = 1; row <= n; ++row) {
        std::vector<double> next(row + 1, 1);
        for (std::size_t i = 1; i < row; ++i) {
            next[i] = subsets[i - 1] + subsets[i];
        }
        subsets = next;
    }
    std::sort(values.begin(), values.end());
    std::optional<std::pair<double, double>> best;
    for (std::size_t rank = 1; 2 * rank <= n + 1; ++rank) {
        double fewer = 0;
        for (std::size_t i = 0; i < rank; ++i) {
            fewer += subsets[i];
        }
        if (fewer <= error * std::pow(2.0, static_cast<double>(n))) {
            best = {values[rank - 1], values[n - rank]};
        }
    }
    return best;
}

double signed_rank_probability(std::size_t n, std::size_t statistic) {
    std::size_t at_most = 0;
    for (std::size_t signs = 0; signs < (std::size_t{1} << n); ++signs) {
        std::size_t sum = 0;
        for (std::size_t rank = 1; rank <= n; ++rank) {
            sum += (signs >> (rank - 1)) % 2 == 1 ? rank : 0;
        }
        at_most += sum <= statistic ? 1 : 0;
    }
    return static_cast<double>(at_most) / std::pow(2.0, static_cast<double>(n));
}

double pseudo_median(const Values& values) {
    return median(means_of_two(values));
}

std::optional<std::pair<double, double>> signed_rank_bounds(const Values& values, double error) {
    std::vector<long double> probability{1};
    for (std::size_t rank = 1; rank <= values.size(); ++rank) {
        std::vector<long double> next(probability.size() + rank, 0);
        for (std::size_t sum = 0; sum < next.size(); ++sum) {
            next[sum] += sum < probability.size() ? probability[sum] / 2 : 0;
            next[sum] += sum >= rank ? probability[sum - rank] / 2 : 0;
        }
        probability = next;
    }
    Values means = means_of_two(values);
    std::sort(means.begin(), means.end());
    std::optional<std::pair<double, double>> best;
    long double missed = 0;
    for (std::size_t k = 1; k <= means.size(); ++k) {
        missed += probability[k - 1];
        if (missed <= static_cast<long double>(error)) {
            best = {means[k - 1], means[means.size() - k]};
        }
    }
    return best;
}

double trend_probability(const Values& values) {
    const auto score = [](const Values& order) {
        int pairs = 0;
        for (auto later = order.begin(); later != order.end(); ++later) {
            for (auto earlier = order.begin(); earlier != later; ++earlier) {
                pairs += *earlier < *later ? 1 : -1;
            }
        }
        return std::abs(pairs);
    };
    Values order = values;
    std::sort(order.begin(), order.end());
    int all = 0;
    int as_far = 0;
    do {
        ++all;
        as_far += score(order) >= score(values) ? 1 : 0;
    } while (std::next_permutation(order.begin(), order.end()));
    return static_cast<double>(as_far) / all;
}

double lag_one_autocorrelation(const Values& values) {
    const double centre = mean(values);
    double with_next = 0;
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
        with_next += (values[i] - centre) * (values[i + 1] - centre);
    }
    double with_itself = 0;
    for (const double value : values) {
        with_itself += std::pow(value - centre, 2);
    }
    return with_next / with_itself;
}

double divergence(const Values& before, const Values& after) {
    const auto sum_of_distances = [](const Values& these, const Values& those) {
        double sum = 0;
        for (const double one : these) {
            for (const double other : those) {
                sum += std::abs(one - other);
            }
        }
        return sum;
    };
    const auto n = static_cast<double>(before.size());
    const auto m = static_cast<double>(after.size());
    return n * m / (n + m) *
           (2 * sum_of_distances(before, after) / (n * m) - sum_of_distances(before, before) / (n * (n - 1)) -
            sum_of_distances(after, after) / (m * (m - 1)));
}

double student_t_quantile(double probability, double degrees_of_freedom) {
    const double power = degrees_of_freedom - 1;
    const double half = cosine_power_integral(power, pi / 2);
    return bisect(
        [&](double t) {
            const double angle = std::atan(std::fabs(t) / std::sqrt(degrees_of_freedom));
            const double beyond_middle = 0.5 * cosine_power_integral(power, angle) / half;
            return t < 0 ? 0.5 - beyond_middle : 0.5 + beyond_middle;
        },
        probability);
}

double normal_quantile(double probability) {
    return bisect([](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }, probability);
}

std::optional<double> welch_satterthwaite(const std::vector<Term>& terms) {
    long double total = 0;
    long double bottom = 0;
    for (const Term& term : terms) {
        const long double variance = term.variance;
        total += variance;
        bottom += term.degrees_of_freedom ? variance * variance / *term.degrees_of_freedom : 0;
    }
    if (bottom == 0) {
        return std::nullopt;
    }
    return static_cast<double>(total * total / bottom);
}

ShiftEstimate estimate_shift(const Reference& reference, const Values& current, double alpha, int looks) {
    Values residuals;
    Values shifts;
    for (const Values& session : reference.sessions) {
        shifts.push_back(hodges_lehmann_shift(session, current));
        for (const double residual : minus(session, median(session))) {
            residuals.push_back(residual);
        }
    }
    const auto m = static_cast<double>(reference.sessions.size());
    const auto n_reference = static_cast<double>(residuals.size());
    const auto n_current = static_cast<double>(current.size());
    const double of_reference = pi / 3 * square(robust_scale(residuals)) / n_reference;
    const double of_current = pi / 3 * square(robust_scale(current)) / n_current;
    const double of_sessions = square(reference.tau.value) * (1 + 1 / m);

    ShiftEstimate estimate;
    estimate.standard_error_without_tau = std::sqrt(of_reference + of_current);
    estimate.standard_error = std::sqrt(of_reference + of_current + of_sessions);
    estimate.degrees_of_freedom = welch_satterthwaite({{of_reference, n_reference - m},
                                                       {of_current, n_current - 1},
                                                       {of_sessions, reference.tau.degrees_of_freedom}});
    const double level = 1 - alpha / looks;
    const double quantile = estimate.degrees_of_freedom
                                ? student_t_quantile(level, *estimate.degrees_of_freedom)
                                : normal_quantile(level);
    const double middle = mean(shifts);
    estimate.shift = {middle, middle - quantile * estimate.standard_error,
                      middle + quantile * estimate.standard_error};
    return estimate;
}

double paule_mandel(const std::vector<statistics::GroupCentres>& sets, double least) {
    // Distances from the weighted mean, set by set.
    const auto surplus = [&](double between) {
        double total = 0;
        for (const statistics::GroupCentres& set : sets) {
            long double weights = 0;
            long double weighted = 0;
            double variances = 0;
            for (const statistics::GroupCentre& centre : set) {
                weights += 1 / (centre.variance + between);
                weighted += centre.value / (centre.variance + between);
                variances += centre.variance / static_cast<double>(set.size());
            }
            double squares = 0;
            for (const statistics::GroupCentre& centre : set) {
                squares += square(centre.value - static_cast<double>(weighted / weights)) /
                           (centre.variance + between);
            }
            total += (squares - (static_cast<double>(set.size()) - 1)) / (variances + between);
        }
        return total;
    };
    double low = least;
    double high = least;
    while (surplus(high) > 0) {
        high *= 2;
    }
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (surplus(middle) > 0 ? low : high) = middle;
    }
    return low;
}

std::vector<statistics::GroupCentres> group_centres(const std::vector<std::vector<Values>>& scenarios) {
    std::vector<statistics::GroupCentres> sets;
    for (const std::vector<Values>& groups : scenarios) {
        Values residuals;
        for (const Values& group : groups) {
            for (const double residual : minus(group, median(group))) {
                residuals.push_back(residual);
            }
        }
        statistics::GroupCentres set;
        for (const Values& group : groups) {
            set.push_back({median(group),
                           pi / 2 * square(robust_scale(residuals)) / static_cast<double>(group.size())});
        }
        sets.push_back(set);
    }
    return sets;
}

}  // namespace ratchet::testing::reference
