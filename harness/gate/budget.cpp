#include "gate/budget.hpp"

#include "gate/unit.hpp"
#include "statistics/location.hpp"

#include <cmath>

namespace ratchet {

namespace {

/// Median and bounds of the first `count` values.
void look(BudgetJudgement& judgement, const std::vector<double>& values, std::size_t count,
          double confidence) {
    const statistics::Sample sample(
        std::vector<double>(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count)));
    judgement.current_n = static_cast<int>(count);
    judgement.median = statistics::median(sample);
    const auto lower = statistics::median_lower_bound(sample, confidence);
    const auto upper = statistics::median_upper_bound(sample, confidence);
    judgement.bounds =
        lower && upper ? std::optional(statistics::Interval{.lower = *lower, .upper = *upper}) : std::nullopt;
}

}  // namespace

std::optional<double> limit_in_unit(const Budget& budget, std::string_view metric_unit) {
    const Unit* const measured = find_unit(metric_unit);
    const std::string_view measured_base =
        measured != nullptr ? measured->base : (metric_unit.empty() ? std::string_view("1") : metric_unit);
    const Unit* const written = find_unit(budget.unit);
    if (written == nullptr) {
        return measured == nullptr ? std::optional(budget.limit) : std::nullopt;
    }
    if (written->base != measured_base) {
        return std::nullopt;
    }
    return measured == nullptr ? budget.limit : budget.limit / measured->factor;
}

std::optional<Verdict> decide_budget(Comparison comparison, double limit,
                                     const statistics::Interval& bounds) {
    const bool at_most = comparison == Comparison::at_most;
    const double best = at_most ? bounds.lower : bounds.upper;
    const double worst = at_most ? bounds.upper : bounds.lower;
    const auto within = [=](double value) { return at_most ? value <= limit : value >= limit; };
    if (!within(best)) {
        return Verdict::regressed;
    }
    return within(worst) ? std::optional(Verdict::unchanged) : std::nullopt;
}

BudgetJudgement judge_budget(Comparison comparison, double limit, const std::vector<double>& values,
                             const std::vector<int>& looks, double alpha) {
    const double confidence = 1 - alpha / static_cast<double>(looks.size());
    BudgetJudgement judgement;
    for (const int planned : looks) {
        const auto count = static_cast<std::size_t>(planned);
        if (count > values.size()) {
            judgement.needs_more_runs = true;
            break;
        }
        look(judgement, values, count, confidence);
        ++judgement.looks_taken;
        const auto verdict =
            judgement.bounds ? decide_budget(comparison, limit, *judgement.bounds) : std::nullopt;
        if (verdict) {
            judgement.verdict = *verdict;
            return judgement;
        }
    }
    if (judgement.looks_taken == 0) {
        look(judgement, values, values.size(), confidence);
    }
    return judgement;
}

int least_runs_for_budget(double alpha, int looks) {
    // All n values lie on one side of the median with probability 2^-n.
    return static_cast<int>(std::ceil(std::log2(looks / alpha)));
}

}  // namespace ratchet
