#include "gate/judge.hpp"

#include "base/error.hpp"
#include "statistics/hodges_lehmann.hpp"
#include "statistics/spread.hpp"
#include "statistics/student_t.hpp"
#include "statistics/welch_satterthwaite.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include <fmt/format.h>

namespace ratchet {
namespace {

using statistics::Sample;
using statistics::VarianceTerm;

void require(bool valid, const std::string& message) {
    if (!valid) {
        throw Error(ErrorCode::usage, message);
    }
}

void require_valid(const Reference& reference) {
    require(!reference.sessions.empty(), "a comparison needs at least one baseline session");
    for (const auto& session : reference.sessions) {
        require(session.size() >= 2, "a baseline session needs at least two values");
    }
    require(reference.tau.value >= 0 && std::isfinite(reference.tau.value),
            fmt::format("tau is finite and not negative, not {}", reference.tau.value));
}

/// What `values` scattered around their centres by `residuals` add to the variance of a Hodges-Lehmann shift,
/// which for normal noise is π/3 times that of a mean's.
VarianceTerm scatter(const std::vector<double>& residuals, std::size_t centres) {
    const double scale = statistics::robust_scale(Sample(residuals));
    const auto n = static_cast<double>(residuals.size());
    return {std::numbers::pi / 3 * scale * scale / n, n - static_cast<double>(centres)};
}

double mean_shift(const Reference& reference, const Sample& current) {
    double total = 0;
    for (const auto& session : reference.sessions) {
        total += statistics::hodges_lehmann_shift(Sample(session), current);
    }
    return total / static_cast<double>(reference.sessions.size());
}

/// A shift, and what the scatter on either side adds to its variance.
struct ScatteredShift {
    double estimate = 0;
    VarianceTerm baseline;
    VarianceTerm runs;

    [[nodiscard]] double standard_error() const { return std::sqrt(baseline.variance + runs.variance); }
};

VarianceTerm scatter_of(const Reference& reference) {
    return scatter(statistics::residuals_from_medians(reference.sessions), reference.sessions.size());
}

ScatteredShift scattered_shift(const Reference& reference, const std::vector<double>& current) {
    require_valid(reference);
    return {.estimate = mean_shift(reference, Sample(current)),
            .baseline = scatter_of(reference),
            .runs = scatter(current, 1)};
}

}  // namespace

void require_valid(const StatisticalPolicy& policy) {
    require(policy.theta >= 0 && policy.delta >= 0, "a gate's margins must not be negative");
    require(policy.alpha > 0 && policy.alpha < 0.5,
            fmt::format("alpha lies between 0 and 0.5, not at {}", policy.alpha));
    require(!policy.looks.empty() && policy.looks.front() >= 2,
            "a gate's first look needs at least two runs");
    require(std::adjacent_find(policy.looks.begin(), policy.looks.end(), std::greater_equal<>()) ==
                policy.looks.end(),
            "the runs at a gate's looks must ascend");
}

ShiftEstimate estimate_shift(const Reference& reference, const std::vector<double>& current, double alpha,
                             int looks) {
    require(looks >= 1, "there is at least one look");
    const ScatteredShift shift = scattered_shift(reference, current);
    const double tau = reference.tau.value;
    const VarianceTerm between{tau * tau * (1 + 1 / static_cast<double>(reference.sessions.size())),
                               reference.tau.degrees_of_freedom};

    ShiftEstimate estimate;
    estimate.standard_error_without_tau = shift.standard_error();
    estimate.standard_error = std::sqrt(shift.baseline.variance + shift.runs.variance + between.variance);
    estimate.degrees_of_freedom = statistics::welch_satterthwaite({shift.baseline, shift.runs, between});
    const double reach = statistics::student_t_quantile(1 - alpha / looks, estimate.degrees_of_freedom) *
                         estimate.standard_error;
    estimate.shift = {shift.estimate, shift.estimate - reach, shift.estimate + reach};
    return estimate;
}

UnboundedShift estimate_without_bounds(const Reference& reference, const std::vector<double>& current) {
    const ScatteredShift shift = scattered_shift(reference, current);
    return {shift.estimate, shift.standard_error()};
}

double level_error(const Reference& reference) {
    require_valid(reference);
    const double tau = reference.tau.value;
    return std::sqrt(scatter_of(reference).variance +
                     tau * tau / static_cast<double>(reference.sessions.size()));
}

std::optional<Verdict> decide(const Shift& shift, double theta, double delta) {
    const double tolerated = std::log1p(theta);
    const double must_detect = std::log1p(delta);
    if (shift.lower > tolerated) {
        return Verdict::regressed;
    }
    if (shift.upper < -tolerated) {
        return Verdict::improved;
    }
    if (-must_detect < shift.lower && shift.upper < must_detect) {
        return Verdict::unchanged;
    }
    return std::nullopt;
}

Judgement judge_series(const StatisticalPolicy& policy, const Reference& reference,
                       const std::vector<double>& current, const Overrules& overrules) {
    require_valid(policy);
    const int looks = static_cast<int>(policy.looks.size());
    Judgement judgement;
    for (const int runs : policy.looks) {
        if (current.size() < static_cast<std::size_t>(runs)) {
            break;
        }
        judgement.estimate =
            estimate_shift(reference, {current.begin(), current.begin() + runs}, policy.alpha, looks);
        ++judgement.looks_taken;
        const auto verdict = decide(judgement.estimate.shift, policy.theta, policy.delta);
        if (verdict && !(overrules && overrules(*verdict, judgement.estimate.shift, runs))) {
            judgement.verdict = *verdict;
            judgement.overruled.reset();
            return judgement;
        }
        judgement.overruled = verdict;
    }
    if (judgement.looks_taken == 0) {
        judgement.estimate = estimate_shift(reference, current, policy.alpha, looks);
    }
    judgement.needs_more_runs = judgement.looks_taken < looks;
    return judgement;
}

}  // namespace ratchet
