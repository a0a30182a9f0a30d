#include "gate/baseline_comparison.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace ratchet {

namespace {

/// The calibrations that the values compared with were taken beside.
std::vector<Calibration> calibrations_of(const std::vector<BaselineSession>& sessions,
                                         const std::string& boot_id) {
    std::vector<Calibration> all;
    std::vector<Calibration> same_boot;
    for (const BaselineSession& session : sessions) {
        all.push_back(session.calibration);
        if (!boot_id.empty() && session.host.boot_id == boot_id) {
            same_boot.push_back(session.calibration);
        }
    }
    return same_boot.empty() ? all : same_boot;
}

/// `baseline` as if it had been recorded in the sessions at `kept` alone.
std::shared_ptr<const Baseline> with_sessions(const Baseline& baseline,
                                              const std::vector<std::size_t>& kept) {
    if (kept.size() == baseline.sessions.size()) {
        return {std::shared_ptr<const Baseline>(), &baseline};  // copying takes longer than judging
    }
    Baseline some = baseline;
    some.sessions.clear();
    for (const std::size_t position : kept) {
        some.sessions.push_back(baseline.sessions[position]);
    }
    for (auto& [metric, margins] : some.margins) {
        // Replayed from all sessions.
        margins.detectable_same_boot.reset();
        margins.detectable_other_boot.reset();
    }
    return std::make_shared<const Baseline>(std::move(some));
}

Conditions conditions_of(const BaselineSession& session, const Plan& plan) {
    return {.host = session.host,
            .build = session.build,
            .digests = session.digests,
            .plan = plan,
            .kernel_version = session.calibration.kernel_version};
}

}  // namespace

Conditions newest_conditions(const Baseline& baseline) {
    const BaselineSession& newest = baseline.sessions.back();
    return conditions_of(newest, baseline.plan);
}

BaselineComparison compare_with_baseline(const Baseline& baseline, const Conditions& now) {
    std::vector<std::size_t> kept;
    Comparability newest;
    bool same_code = true;
    for (std::size_t i = 0; i < baseline.sessions.size(); ++i) {
        const BaselineSession& session = baseline.sessions[i];
        Comparability comparability = compare_conditions(conditions_of(session, baseline.plan), now);
        const bool comparable = comparability.hard.empty();
        if (comparable) {
            kept.push_back(i);
            same_code = same_code && comparability.same_code;
        }
        if (comparable || kept.empty()) {
            newest = std::move(comparability);
        }
    }
    BaselineComparison result;
    if (kept.empty()) {
        std::transform(newest.hard.begin(), newest.hard.end(), std::back_inserter(result.hard_differences),
                       to_text);
        return result;
    }
    result.same_code = same_code;
    result.comparable = with_sessions(baseline, kept);
    result.calibrations = calibrations_of(result.comparable->sessions, now.host.boot_id);
    for (const Difference& difference : newest.soft) {
        result.warnings.push_back({WarningKind::soft_difference, difference.field,
                                   fmt::format("{} -> {}", difference.baseline, difference.now)});
    }
    return result;
}

}  // namespace ratchet
