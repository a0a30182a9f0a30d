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

}  // namespace

BaselineComparison compare_with_baseline(const Baseline& baseline, const Conditions& now) {
    std::vector<BaselineSession> sessions;
    Comparability newest;
    bool same_code = true;
    for (const BaselineSession& session : baseline.sessions) {
        const Conditions then{
            .host = session.host, .build = session.build, .digests = session.digests, .plan = baseline.plan};
        Comparability comparability = compare_conditions(then, now);
        const bool comparable = comparability.hard.empty();
        if (comparable) {
            sessions.push_back(session);
            same_code = same_code && comparability.same_code;
        }
        if (comparable || sessions.empty()) {
            newest = std::move(comparability);
        }
    }
    BaselineComparison result;
    if (sessions.empty()) {
        std::transform(newest.hard.begin(), newest.hard.end(), std::back_inserter(result.hard_differences),
                       to_text);
        return result;
    }
    result.same_code = same_code;
    result.calibrations = calibrations_of(sessions, now.host.boot_id);
    for (const Difference& difference : newest.soft) {
        result.warnings.push_back({WarningKind::soft_difference, difference.field,
                                   fmt::format("{} -> {}", difference.baseline, difference.now)});
    }
    result.comparable = baseline;
    result.comparable->sessions = std::move(sessions);
    return result;
}

}  // namespace ratchet
