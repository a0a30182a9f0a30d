#include "gate/reason.hpp"

#include "base/text.hpp"
#include "gate/duet.hpp"
#include "model/change.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace ratchet {

namespace {

/// More runs than anyone would make: the change is as good as on a margin.
constexpr double most_useful_runs = 1000;

std::string detectable_text(const GateVerdict& gate) {
    if (!gate.minimum_detectable) {
        return "not even a slowdown to half the speed would reliably have been caught";
    }
    return fmt::format("{} would have been caught",
                       change_text(std::log1p(*gate.minimum_detectable), gate.higher_is_better));
}

std::string tau_text(const Tau& tau) {
    const std::string size = format_percent(std::expm1(tau.value));
    switch (tau.source) {
        case TauSource::same_boot:
            return fmt::format(
                "the spread between sessions of this boot ({}) limits it, not the number of runs: "
                "record the baseline again with more rounds",
                size);
        case TauSource::between_boots:
            return fmt::format(
                "the spread between boots ({}) limits it, not the number of runs: record the "
                "baseline in this boot",
                size);
        case TauSource::default_virtual:
        case TauSource::default_metal:
            break;
    }
    return fmt::format(
        "the spread between boots (taken as {}) limits it, not the number of runs: record the "
        "baseline in this boot",
        size);
}

/// How far the interval may reach on either side of its estimate to clear the margin of the nearest verdict.
double room(const GateVerdict& gate) {
    const double change = std::abs(gate.shift.value().estimate);
    return std::max(std::log1p(gate.delta) - change, change - std::log1p(gate.theta));
}

/// What keeps an undecided comparison from a verdict.
std::string limitation(const GateVerdict& gate, double run_variance) {
    if (gate.looks_taken < gate.looks_planned) {
        return "no later look was taken";
    }
    const Shift& shift = gate.shift.value();
    const double standard_error = gate.standard_error.value();
    const double reach = (shift.upper - shift.lower) / 2 / standard_error;
    const double affordable = std::pow(room(gate) / reach, 2);
    const double total = std::pow(standard_error, 2);
    const double fixed = total - run_variance;
    if (affordable > fixed) {
        const double runs =
            std::max(std::ceil(gate.current_n * run_variance / (affordable - fixed)), gate.current_n + 1.0);
        const double more = runs - gate.current_n;
        return more > most_useful_runs
                   ? "the change lies so near a margin that no number of runs would decide it"
                   : fmt::format("about {} more would decide it (MAX_REPETITIONS {})", runs_text(more), runs);
    }
    const double between = total - std::pow(gate.standard_error_without_tau.value(), 2);
    return between >= fixed - between
               ? tau_text(gate.tau.value())
               : "the scatter of the baseline's own runs limits it: record it again with more rounds";
}

std::string blocks_text(double count) {
    return fmt::format("{} block{}", count, count == 1 ? "" : "s");
}

/// Bounds of ranks close in like one over the square root of the blocks.
std::string duet_limitation(const GateVerdict& gate) {
    const Shift& shift = gate.shift.value();
    const double blocks = std::floor(gate.current_n / 2.0);
    const double reach = (shift.upper - shift.lower) / 2;
    const double needed = std::max(std::ceil(blocks * std::pow(reach / room(gate), 2)), blocks + 1);
    const std::string more =
        needed > most_useful_runs
            ? "the change lies so near a margin that no number of blocks would decide it"
        : needed > most_duet_blocks
            ? fmt::format(
                  "about {} would decide it, more than a duet has: make the runs longer or the host "
                  "quieter",
                  blocks_text(needed))
            : fmt::format("about {} more would decide it", blocks_text(needed - blocks));
    return gate.looks_taken < gate.looks_planned ? "the time was up; " + more : more;
}

}  // namespace

std::string change_text(double shift, bool higher_is_better) {
    return format_percent(relative_change(shift, higher_is_better), Sign::always);
}

std::string shift_text(const Shift& shift, bool higher_is_better) {
    const RelativeChange change = relative_change(shift, higher_is_better);
    return fmt::format("{} (between {} and {})", format_percent(change.estimate, Sign::always),
                       format_percent(change.lower, Sign::always),
                       format_percent(change.upper, Sign::always));
}

std::string runs_text(double count) {
    return fmt::format("{} run{}", count, count == 1 ? "" : "s");
}

std::string statistical_reason(const GateVerdict& gate, double run_variance) {
    const auto change = [&gate](double shift) { return change_text(shift, gate.higher_is_better); };
    const Shift& shift = gate.shift.value();
    switch (gate.verdict) {
        case Verdict::regressed:
            return fmt::format("{} regressed: {} (at least {}), tolerated {}; {}", gate.metric,
                               change(shift.estimate), change(shift.lower), change(std::log1p(gate.theta)),
                               detectable_text(gate));
        case Verdict::improved:
            return fmt::format("{} improved: {} (at least {}); {}", gate.metric, change(shift.estimate),
                               change(shift.upper), detectable_text(gate));
        case Verdict::unchanged:
            return fmt::format("{} is unchanged: {}; {}", gate.metric,
                               shift_text(shift, gate.higher_is_better), detectable_text(gate));
        default:
            return fmt::format("{} is undecided after {}: {}; {}; {}", gate.metric, runs_text(gate.current_n),
                               shift_text(shift, gate.higher_is_better), limitation(gate, run_variance),
                               detectable_text(gate));
    }
}

std::string duet_reason(const GateVerdict& gate, double estimate) {
    if (gate.verdict != Verdict::inconclusive) {
        return statistical_reason(gate, 0);
    }
    const std::string blocks = blocks_text(gate.current_n / 2);
    if (!gate.shift) {
        return fmt::format("{} is only reported: {} after {}, which are too few for bounds", gate.metric,
                           change_text(estimate, gate.higher_is_better), blocks);
    }
    return fmt::format("{} is undecided after {}: {}; {}; {}", gate.metric, blocks,
                       shift_text(*gate.shift, gate.higher_is_better), duet_limitation(gate),
                       detectable_text(gate));
}

std::string budget_reason(const GateVerdict& gate, Comparison comparison, int least_runs) {
    const bool at_most = comparison == Comparison::at_most;
    const auto shown = [&gate](double value) { return format_metric(value, gate.unit); };
    const std::string median = shown(gate.current_median.value());
    if (!gate.budget) {
        return fmt::format("{} is undecided: median {} of {}, and a budget needs {}", gate.metric, median,
                           runs_text(gate.current_n), least_runs);
    }
    const std::string limit = shown(gate.budget->limit);
    const std::string lower = shown(gate.budget->lower);
    const std::string upper = shown(gate.budget->upper);
    switch (gate.verdict) {
        case Verdict::regressed:
            return fmt::format("{} breaks its budget: median {} (at {} {}), the limit is {}", gate.metric,
                               median, at_most ? "least" : "most", at_most ? lower : upper, limit);
        case Verdict::unchanged:
            return fmt::format("{} keeps its budget: median {} (at {} {}), the limit is {}", gate.metric,
                               median, at_most ? "most" : "least", at_most ? upper : lower, limit);
        default:
            return fmt::format(
                "{} is undecided after {}: median {} (between {} and {}), the limit is {}; more runs would "
                "narrow it",
                gate.metric, runs_text(gate.current_n), median, lower, upper, limit);
    }
}

}  // namespace ratchet
