#include "gate/budget_limit.hpp"

#include "gate/budget.hpp"

#include <cstdlib>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Why the reference gives the metric no limit, or nothing.
std::optional<std::string> why_no_level(const ReferenceSetting& reference, const MetricSeries& current) {
    if (reference.metrics.empty()) {
        return fmt::format(
            "has no limit: its reference setting {} was not measured in this session, or failed; run both "
            "together",
            reference.name);
    }
    const auto level = reference.metrics.find(current.metric);
    if (level == reference.metrics.end()) {
        return fmt::format("has no limit: its reference setting {} has no {}", reference.name,
                           current.metric);
    }
    if (level->second.definition != current.definition) {
        return fmt::format(
            "has no limit: its reference setting {} has another unit, direction or scope for {}",
            reference.name, current.metric);
    }
    return std::nullopt;
}

/// A sum of two decimal numbers, without what it has beyond their digits: 0.8 - 0.1 is 0.7.
double without_binary_noise(double sum) {
    return std::strtod(fmt::format("{:.12g}", sum).c_str(), nullptr);
}

}  // namespace

std::variant<double, GateJudgement> limit_of(const Budget& budget, const MetricSeries& current,
                                             const ReferenceSetting* reference) {
    const auto no_limit = [&](Verdict verdict, const std::string& why) {
        return judge_without_numbers(current, verdict, fmt::format("\"{}\" {}", to_text(budget), why));
    };
    if (budget.relative_to_reference && reference == nullptr) {
        return no_limit(Verdict::failed,
                        "needs a GRID, whose first setting is the reference: write a fixed limit");
    }
    const bool no_offset = budget.relative_to_reference && budget.limit == 0;
    const std::optional<double> limit = no_offset ? 0 : limit_in_unit(budget, current.definition.unit);
    if (!limit) {
        return no_limit(
            Verdict::failed,
            fmt::format("does not fit its metric, which is measured in \"{}\": write the limit so",
                        current.definition.unit));
    }
    if (!budget.relative_to_reference) {
        return *limit;
    }
    if (reference->is_this_one) {
        return no_limit(Verdict::unchanged, "is kept by the reference itself");
    }
    if (const auto why = why_no_level(*reference, current)) {
        return no_limit(Verdict::incomparable, *why);
    }
    return without_binary_noise(*limit + reference->metrics.at(current.metric).median);
}

}  // namespace ratchet
