#include "gate/suite_verdict.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "gate/judge.hpp"
#include "model/metric.hpp"
#include "statistics/location.hpp"
#include "statistics/spread.hpp"
#include "statistics/student_t.hpp"
#include "statistics/welch_satterthwaite.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace ratchet {

namespace {

using statistics::VarianceTerm;

/// One member's shift, its variance without tau, and tau's own share.
struct Member {
    double shift = 0;
    VarianceTerm scatter;
    VarianceTerm between;
};

/// The degrees of freedom behind the scatter alone: Welch-Satterthwaite solved for one of its two terms.
std::optional<double> scatter_degrees(const GateVerdict& gate, double scatter, const VarianceTerm& between) {
    if (!gate.degrees_of_freedom || scatter <= 0) {
        return std::nullopt;
    }
    const double total = scatter + between.variance;
    const double shared =
        between.degrees_of_freedom ? between.variance * between.variance / *between.degrees_of_freedom : 0;
    const double rest = total * total / *gate.degrees_of_freedom - shared;
    return rest > 0 ? std::optional(scatter * scatter / rest) : std::nullopt;
}

/// Side by side nothing between sessions is left to doubt: the bounds say it all.
Member member_of_duet(const GateVerdict& gate) {
    const auto degrees = static_cast<double>(*gate.blocks - 1);
    const double reach = statistics::student_t_quantile(1 - gate.alpha / gate.looks_planned, degrees);
    const double error = (gate.shift->upper - gate.shift->lower) / 2 / reach;
    return {.shift = gate.shift->estimate,
            .scatter = {.variance = error * error, .degrees_of_freedom = degrees},
            .between = {}};
}

Member member_of_baseline(const GateVerdict& gate) {
    const VarianceTerm between{.variance = std::pow(gate.tau->value, 2) * (1 + 1.0 / gate.baseline_sessions),
                               .degrees_of_freedom = gate.tau->degrees_of_freedom};
    const double scatter = std::pow(*gate.standard_error_without_tau, 2);
    return {.shift = gate.shift->estimate,
            .scatter = {.variance = scatter, .degrees_of_freedom = scatter_degrees(gate, scatter, between)},
            .between = between};
}

std::optional<Member> member_of(const ScenarioVerdict& scenario) {
    const auto found =
        std::find_if(scenario.gates.begin(), scenario.gates.end(), [](const GateVerdict& gate) {
            const bool has_errors = gate.blocks || (gate.tau && gate.standard_error_without_tau);
            return gate.metric == metric::wall_time && gate.shift && has_errors && gate.looks_taken > 0;
        });
    if (scenario.advisory || found == scenario.gates.end()) {
        return std::nullopt;
    }
    return found->blocks ? member_of_duet(*found) : member_of_baseline(*found);
}

/// Fewer degrees of freedom say less, and infinitely many (absent) say nothing against.
std::optional<double> fewest(std::optional<double> a, std::optional<double> b) {
    return a && b ? std::min(*a, *b) : a ? a : b;
}

/// What the members' spread says of their mean, whatever explains it: those that a neighbour slowed, beside
/// others that it did not, say nothing about the suite. Nothing for one member.
std::optional<VarianceTerm> spread_of(const std::vector<Member>& members) {
    if (members.size() < 2) {
        return std::nullopt;
    }
    std::vector<double> shifts;
    std::ranges::transform(members, std::back_inserter(shifts), &Member::shift);
    const auto m = static_cast<double>(members.size());
    const double sd = statistics::standard_deviation(statistics::Sample(shifts)).value();
    return VarianceTerm{sd * sd / m, m - 1};
}

/// Members that lie further apart than their scatter and tau explain make the mean as uncertain as they are.
Shift mean_shift(const std::vector<Member>& members) {
    const auto m = static_cast<double>(members.size());
    std::vector<VarianceTerm> terms;
    VarianceTerm between;
    double shift = 0;
    for (const Member& member : members) {
        shift += member.shift / m;
        terms.push_back({member.scatter.variance / (m * m), member.scatter.degrees_of_freedom});
        between.variance += member.between.variance / m;
        between.degrees_of_freedom = fewest(between.degrees_of_freedom, member.between.degrees_of_freedom);
    }
    terms.push_back(between);
    double variance = 0;
    for (const VarianceTerm& term : terms) {
        variance += term.variance;
    }
    if (const auto spread = spread_of(members); spread && spread->variance > variance) {
        terms.push_back({spread->variance - variance, spread->degrees_of_freedom});
        variance = spread->variance;
    }
    const double reach = statistics::student_t_quantile(1 - StatisticalPolicy{}.alpha,
                                                        statistics::welch_satterthwaite(terms)) *
                         std::sqrt(variance);
    return {.estimate = shift, .lower = shift - reach, .upper = shift + reach};
}

bool is_failed(const ScenarioVerdict& scenario) {
    return scenario.verdict == Verdict::failed;
}

bool was_measured(const ScenarioVerdict& scenario) {
    return !scenario.gates.empty();
}

bool is_judged(const ScenarioVerdict& scenario) {
    return scenario.verdict == Verdict::regressed || scenario.verdict == Verdict::unchanged ||
           scenario.verdict == Verdict::improved;
}

bool is_regressed(const ScenarioVerdict& scenario) {
    return scenario.verdict == Verdict::regressed && !scenario.advisory;
}

bool is_regressed(const std::optional<GeometricMean>& mean) {
    return mean && mean->verdict == Verdict::regressed;
}

Outcome unjudged(Mode mode) {
    return mode == Mode::strict ? Outcome::not_judged_strict : Outcome::not_judged;
}

}  // namespace

std::optional<double> common_shift(const std::vector<ScenarioVerdict>& members) {
    constexpr std::size_t fewest = 10;
    constexpr double least = 0.01;
    constexpr double most_against = 0.1;
    std::vector<double> shifts;
    for (const ScenarioVerdict& member : members) {
        for (const GateVerdict& gate : member.gates) {
            if (gate.metric == metric::wall_time && gate.shift && !gate.budget) {
                shifts.push_back(gate.shift->estimate);
            }
        }
    }
    if (shifts.size() < fewest) {
        return std::nullopt;
    }
    const double median = statistics::median(statistics::Sample(shifts));
    const auto against = std::ranges::count_if(shifts, [&](double shift) { return shift * median < 0; });
    const bool common = std::abs(median) > std::log1p(least) &&
                        static_cast<double>(against) <= most_against * static_cast<double>(shifts.size());
    return common ? std::optional(median) : std::nullopt;
}

Mode parse_mode(std::string_view text) {
    if (text == "report") {
        return Mode::report;
    }
    if (text == "gate") {
        return Mode::gate;
    }
    if (text == "strict") {
        return Mode::strict;
    }
    throw Error(ErrorCode::usage,
                fmt::format("\"{}\" is not a mode; expected report, gate or strict", printable(text)),
                "RATCHET_MODE");
}

std::optional<GeometricMean> geometric_mean(const std::vector<ScenarioVerdict>& scenarios) {
    std::vector<Member> members;
    bool host_moved = false;
    bool same_code = true;
    for (const ScenarioVerdict& scenario : scenarios) {
        if (const auto member = member_of(scenario)) {
            members.push_back(*member);
            host_moved = host_moved || scenario.host_moved;
            same_code = same_code && scenario.same_code;
        }
    }
    if (members.size() < 2) {
        return std::nullopt;
    }
    const StatisticalPolicy defaults;
    GeometricMean mean{
        .members = static_cast<int>(members.size()), .shift = mean_shift(members), .verdict = {}};
    mean.verdict = decide(mean.shift, defaults.theta, defaults.delta).value_or(Verdict::inconclusive);
    const bool overruled = mean.verdict == Verdict::regressed  ? host_moved || same_code
                           : mean.verdict == Verdict::improved ? host_moved
                                                               : false;
    if (overruled) {
        mean.verdict = Verdict::inconclusive;
    }
    return mean;
}

Verdict suite_verdict(const std::vector<ScenarioVerdict>& members, const std::optional<GeometricMean>& mean) {
    Verdict worst = is_regressed(mean) ? Verdict::regressed : Verdict::not_run;
    for (const ScenarioVerdict& member : members) {
        if (!member.advisory || is_failed(member)) {
            worst = std::min(worst, member.verdict);
        }
    }
    return worst;
}

Outcome scenario_outcome(const ScenarioVerdict& scenario, Mode mode) {
    return suite_outcome({scenario}, std::nullopt, mode);
}

Outcome suite_outcome(const std::vector<ScenarioVerdict>& members, const std::optional<GeometricMean>& mean,
                      Mode mode, bool complete) {
    if (std::any_of(members.begin(), members.end(), is_failed)) {
        return Outcome::failed;
    }
    if (mode == Mode::report) {
        return std::any_of(members.begin(), members.end(), was_measured) ? Outcome::ok : Outcome::failed;
    }
    if (is_regressed(mean) || std::any_of(members.begin(), members.end(),
                                          [](const auto& member) { return is_regressed(member); })) {
        return Outcome::regressed;
    }
    const auto gated = [](const ScenarioVerdict& member) { return !member.advisory; };
    const auto candidates = std::count_if(members.begin(), members.end(), gated);
    if (candidates == 0 && !members.empty()) {  // advisory alone: being measured is all there is to ask
        const bool measured = std::all_of(members.begin(), members.end(), was_measured);
        return measured ? Outcome::ok : unjudged(mode);
    }
    const auto judged = std::count_if(members.begin(), members.end(),
                                      [&](const auto& member) { return gated(member) && is_judged(member); });
    const bool enough = judged > 0 && (mode != Mode::strict || (complete && judged == candidates));
    return enough ? Outcome::ok : unjudged(mode);
}

Outcome session_outcome(const std::vector<ScenarioVerdict>& scenarios, Mode mode) {
    std::vector<ScenarioVerdict> tried;
    std::copy_if(scenarios.begin(), scenarios.end(), std::back_inserter(tried),
                 [](const ScenarioVerdict& scenario) { return scenario.verdict != Verdict::not_run; });
    if (!tried.empty() && std::all_of(tried.begin(), tried.end(), is_failed)) {
        return Outcome::failed;
    }
    if (mode == Mode::report) {
        return std::any_of(tried.begin(), tried.end(), was_measured) ? Outcome::ok : Outcome::failed;
    }
    const bool gated =
        std::any_of(tried.begin(), tried.end(), [](const auto& each) { return !each.advisory; });
    const bool judged = std::any_of(tried.begin(), tried.end(), [&](const auto& each) {
        return gated ? !each.advisory && is_judged(each) : was_measured(each);
    });
    return judged ? Outcome::ok : unjudged(mode);
}

}  // namespace ratchet
