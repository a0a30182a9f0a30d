#include "gate/host_control.hpp"

#include "gate/judge.hpp"
#include "gate/reason.hpp"
#include "statistics/location.hpp"
#include "statistics/log_scale.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace ratchet {

namespace {

constexpr std::size_t least_values = 5;
constexpr double least_move = 0.03;
/// What a neighbour on the same core makes of a kernel at least; the idle host was seen to spread over half
/// of it.
constexpr double least_disturbance = 0.10;
constexpr double least_standard_errors = 3;
constexpr double excusing_standard_errors = 2;
/// What is measured over what the kernel feels that feels most of it. Beside a neighbour who had the core's
/// other thread a sort was seen to take 50 % longer, a search through much memory 100 %, and a kernel 80 %.
constexpr double most_felt = 2;

using Values = std::vector<double>;

/// Why the values of one side cannot be compared, or nothing.
std::optional<std::string> find_fault(const Values& values) {
    if (values.size() < least_values) {
        return fmt::format("has {} values, {} are needed", values.size(), least_values);
    }
    const bool positive = std::all_of(values.begin(), values.end(),
                                      [](double value) { return std::isfinite(value) && value > 0; });
    return positive ? std::nullopt : std::optional<std::string>("has a value that is not positive");
}

const Values& values_of(const Calibration& calibration, const std::string& kernel) {
    static const Values none;
    const auto found = calibration.kernels.find(kernel);
    return found == calibration.kernels.end() ? none : found->second;
}

Values log_times(const Values& values, const std::string& kernel) {
    return statistics::log_scale(values, Direction::lower_is_better, kernel);
}

Reference without_tau(std::vector<Values> sessions) {
    return {.sessions = std::move(sessions), .tau = {}};
}

/// The baseline sessions' values of a kernel, as far as they can be compared; else `fault` says why not.
std::vector<Values> comparable_sessions(const std::vector<Calibration>& baseline, const Calibration& now,
                                        const std::string& kernel, std::string& fault) {
    std::vector<Values> sessions;
    for (const Calibration& calibration : baseline) {
        const Values& values = values_of(calibration, kernel);
        if (const auto found = find_fault(values)) {
            fault = fmt::format("the baseline {}", *found);
        } else if (calibration.kernel_version != now.kernel_version) {
            fault = fmt::format("kernel version {} in the baseline, {} now", calibration.kernel_version,
                                now.kernel_version);
        } else {
            sessions.push_back(log_times(values, kernel));
        }
    }
    return sessions;
}

/// The shift of a kernel against the baseline's, or a warning why there is none.
std::optional<UnboundedShift> shift_of(const std::vector<Calibration>& baseline, const Calibration& now,
                                       const std::string& kernel, std::vector<Warning>& warnings) {
    std::string fault = "the baseline has no calibration";
    const Values& values = values_of(now, kernel);
    const std::vector<Values> sessions = comparable_sessions(baseline, now, kernel, fault);
    if (const auto found = find_fault(values)) {
        fault = fmt::format("this session {}", *found);
    }
    if (sessions.empty() || find_fault(values)) {
        warnings.push_back({WarningKind::calibration_missing, kernel, fault});
        return std::nullopt;
    }
    return estimate_without_bounds(without_tau(sessions), log_times(values, kernel));
}

/// Above which a kernel's log value tells of a neighbour that the baseline's host did not have; nothing where
/// it cannot be compared.
std::optional<double> most_when_quiet(const std::vector<Calibration>& baseline, const Calibration& now,
                                      const std::string& kernel) {
    std::string fault;
    Values known;
    for (const Values& session : comparable_sessions(baseline, now, kernel, fault)) {
        known.insert(known.end(), session.begin(), session.end());
    }
    if (known.empty() || find_fault(values_of(now, kernel))) {
        return std::nullopt;
    }
    const statistics::Sample sample(known);
    const double upper = statistics::quantile(sample, 0.75);
    const double lower = statistics::quantile(sample, 0.25);
    constexpr double tukey = 1.5;
    return std::max(upper + tukey * (upper - lower),
                    statistics::median(sample) + std::log1p(least_disturbance));
}

/// What moved between the baseline and now, or nothing.
std::optional<std::string> find_move(const UnboundedShift& shift, const std::string& kernel) {
    const double moved = shift.estimate;
    const double limit = std::max(std::log1p(least_move), least_standard_errors * shift.standard_error);
    if (std::abs(moved) <= limit) {
        return std::nullopt;
    }
    return fmt::format("{} kernel {} against the baseline", kernel, change_text(moved, false));
}

void widen(HostControl::Excuse& excuse, double shift, const std::string& kernel) {
    if (excuse.kernel.empty() || shift > excuse.shift) {
        excuse.shift = shift;
        excuse.kernel = kernel;
    }
}

/// `other_way` is how far a kernel may have moved the other way at most, `unrest` how far values lie apart of
/// one that differed from itself.
void let_explain(HostControl::Excuse& excuse, double other_way, double unrest) {
    excuse.explains = std::max({most_felt * excuse.shift, other_way, most_felt * unrest});
}

double range_of(const Values& values) {
    const auto [least, most] = std::ranges::minmax(values);
    return most - least;
}

/// What the session's own alternate values differ by, or nothing.
std::optional<std::string> find_unrest(const Calibration& now, const std::string& kernel) {
    const Values& values = values_of(now, kernel);
    if (values.size() < 2 * least_values || find_fault(values)) {
        return std::nullopt;
    }
    Values even;
    Values odd;
    for (std::size_t i = 0; i < values.size(); ++i) {
        (i % 2 == 0 ? even : odd).push_back(std::log(values[i]));
    }
    const StatisticalPolicy defaults;
    const Reference reference = without_tau({std::move(even)});
    if (std::abs(estimate_without_bounds(reference, odd).estimate) <= std::log1p(defaults.theta)) {
        return std::nullopt;  // no bound can be beyond what is tolerated
    }
    const Shift shift = estimate_shift(reference, odd, defaults.alpha, 1).shift;
    const std::optional<Verdict> verdict = decide(shift, defaults.theta, defaults.delta);
    if (verdict != Verdict::regressed && verdict != Verdict::improved) {
        return std::nullopt;
    }
    return fmt::format("{} kernel {} between alternate values of this session", kernel,
                       change_text(shift.estimate, false));
}

}  // namespace

HostControl control_host(const std::vector<Calibration>& baseline, const Calibration& now) {
    std::set<std::string> kernels;
    const auto add = [&kernels](const Calibration& calibration) {
        for (const auto& [kernel, values] : calibration.kernels) {
            kernels.insert(kernel);
        }
    };
    std::for_each(baseline.begin(), baseline.end(), add);
    add(now);

    HostControl control;
    if (kernels.empty()) {
        control.warnings.push_back({WarningKind::calibration_missing, "calibration",
                                    "neither the baseline nor this session has calibration values"});
    }
    const auto note = [&control](const std::optional<std::string>& reason) {
        if (reason) {
            control.reason += (control.moved ? "; " : "") + *reason;
            control.moved = true;
        }
    };
    double widest_unrest = 0;
    for (const std::string& kernel : kernels) {
        if (const auto shift = shift_of(baseline, now, kernel, control.warnings)) {
            note(find_move(*shift, kernel));
            const double doubt = excusing_standard_errors * shift->standard_error;
            widen(control.slower, shift->estimate + doubt, kernel);
            widen(control.faster, doubt - shift->estimate, kernel);
        }
        if (const auto unrest = find_unrest(now, kernel)) {
            note(unrest);
            widest_unrest = std::max(widest_unrest, range_of(log_times(values_of(now, kernel), kernel)));
        }
    }
    if (control.moved) {
        let_explain(control.slower, control.faster.shift, widest_unrest);
        let_explain(control.faster, control.slower.shift, widest_unrest);
    }
    return control;
}

std::vector<std::size_t> undisturbed_runs(const std::vector<Calibration>& baseline, const Calibration& now,
                                          std::size_t runs) {
    std::vector<bool> disturbed(runs, false);
    for (const auto& [kernel, values] : now.kernels) {
        const std::optional<double> limit = most_when_quiet(baseline, now, kernel);
        for (std::size_t i = 0; limit && i < values.size(); ++i) {
            if (std::log(values[i]) > *limit) {  // beside the run that it ended and the one that it preceded
                for (std::size_t run = i - std::min<std::size_t>(i, 1); run <= i && run < runs; ++run) {
                    disturbed[run] = true;
                }
            }
        }
    }
    std::vector<std::size_t> positions;
    for (std::size_t run = 0; run < runs; ++run) {
        if (!disturbed[run]) {
            positions.push_back(run);
        }
    }
    return positions;
}

std::optional<std::string> cause_beside_code(Verdict verdict, const Shift& shift, const HostControl& control,
                                             bool same_code) {
    if (verdict != Verdict::regressed && verdict != Verdict::improved) {
        return std::nullopt;
    }
    const bool slower = verdict == Verdict::regressed;
    const double at_least = slower ? shift.lower : -shift.upper;
    const HostControl::Excuse& excuse = slower ? control.slower : control.faster;
    if (control.moved && at_least <= excuse.explains) {
        return fmt::format("the host moved ({})", control.reason);
    }
    if (verdict == Verdict::regressed && same_code) {
        return "same code, the host moved";
    }
    if (!excuse.kernel.empty() && excuse.shift >= at_least) {
        return fmt::format("the host was not steady (the {} kernel may have moved by {})", excuse.kernel,
                           change_text(slower ? excuse.shift : -excuse.shift, false));
    }
    return std::nullopt;
}

}  // namespace ratchet
