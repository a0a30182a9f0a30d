#include "baseline/agreement.hpp"

#include "gate/baseline_comparison.hpp"
#include "gate/judge.hpp"
#include "model/change.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Whether a session tells enough of a metric, and nothing that has no logarithm.
bool can_be_judged(const BaselineSession& session, const std::string& metric) {
    const std::vector<double> values = values_of(session, metric);
    return values.size() >= 2 && std::ranges::all_of(values, [](double value) { return value > 0; });
}

/// Why the session does not fit into the file at all, or nothing.
std::optional<std::string> misfit(const Baseline& accepted, const Baseline& fresh,
                                  const ScenarioRecord& measured) {
    const std::string& id = fresh.sessions.back().id;
    if (std::ranges::any_of(accepted.sessions, [&](const auto& session) { return session.id == id; })) {
        return "holds this session already";
    }
    const auto first_look = static_cast<std::size_t>(accepted.plan.looks.front());
    if (measured.runs.size() < first_look) {
        return fmt::format("has {} runs of the {} that the judge first looks at", measured.runs.size(),
                           first_look);
    }
    for (const auto& [metric, margins] : accepted.margins) {
        if (!can_be_judged(fresh.sessions.back(), metric)) {
            return fmt::format("has too few values of {}, or some that are not positive", metric);
        }
    }
    for (const auto& [metric, definition] : fresh.metrics) {
        const auto known = accepted.metrics.find(metric);
        if (known != accepted.metrics.end() && known->second != definition) {
            return fmt::format("has another unit, direction or scope of {}: record it again", metric);
        }
    }
    return std::nullopt;
}

/// Why the change of one metric speaks against the level still being the accepted one, or nothing.
std::optional<std::string> moved(const LevelChange& change, bool same_code) {
    if (change.verdict == Verdict::incomparable) {
        return fmt::format("cannot be compared: {}", fmt::join(change.hard_differences, "; "));
    }
    if (!change.shift) {
        return std::nullopt;
    }
    const std::string by =
        fmt::format("{} {}", change.metric,
                    format_change(*change.shift, change.definition.direction == Direction::higher_is_better));
    if (change.verdict == Verdict::regressed) {
        return fmt::format("{}: that is another level; update or promote the baseline to accept it", by);
    }
    const bool far = std::abs(change.shift->estimate) > std::log1p(StatisticalPolicy{}.theta);
    if (change.verdict == Verdict::inconclusive && far && !same_code) {
        return fmt::format("{}, undecided, and by other code: the level would creep", by);
    }
    if (change.drift && change.drift->is_far && !same_code) {
        return fmt::format("{} has drifted by {}: update the baseline with a reason, or find why",
                           change.metric, to_text(*change.drift, change.definition.direction));
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> disagreement(const Baseline& accepted, const Baseline& fresh,
                                        const ScenarioRecord& measured,
                                        const std::vector<LevelChange>& changes) {
    if (auto found = misfit(accepted, fresh, measured)) {
        return found;
    }
    const bool same_code = compare_with_baseline(accepted, newest_conditions(fresh)).same_code;
    for (const LevelChange& change : changes) {
        if (auto found = moved(change, same_code)) {
            return found;
        }
    }
    return std::nullopt;
}

}  // namespace ratchet
