#include "session/profile_diff_disk.hpp"

#include "artifacts/layout.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "baseline/baseline_profile_disk.hpp"
#include "gate/time_ratio.hpp"
#include "profile/alike_stacks.hpp"
#include "profile/differential_flame_graph.hpp"
#include "profile/growth.hpp"
#include "profile/profile_files_disk.hpp"
#include "session/cpu_time_ratio.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr auto diff_name = "diff.svg";

/// Those that the session kept when it read the baseline. What was wrong with them has been told then.
std::optional<TakenProfile> judged_profile(const SessionDirectory& session, const ScenarioName& name,
                                           const std::optional<Baseline>& baseline) {
    std::vector<Warning> told;
    const std::filesystem::path stacks = session.path() / artifacts::judged_stacks_file(name);
    return baseline && std::filesystem::exists(stacks) ? read_baseline_profile(stacks, *baseline, told)
                                                       : std::nullopt;
}

std::string compared_sessions(const SessionDirectory& session, const Baseline& baseline) {
    const std::string& recorded = baseline.profile->session;
    for (const BaselineSession& each : baseline.sessions) {
        if (each.id == recorded && !each.git.commit.empty()) {
            return fmt::format("{} against the baseline of {} ({})", session.read().id, recorded,
                               short_commit(each.git.commit));
        }
    }
    return fmt::format("{} against the baseline of {}", session.read().id, recorded);
}

}  // namespace

void draw_profile_diff(ScenarioRecord& record, const SessionDirectory& session) {
    const std::string file = artifacts::profile_diff_file(record.name);
    record.artifacts.erase(diff_name);
    const std::optional<Baseline> baseline = session.read_baseline(record.name);
    const std::optional<TakenProfile> before = judged_profile(session, record.name, baseline);
    const bool is_profiled = record.artifacts.contains("stacks.folded") &&
                             std::filesystem::exists(session.path() / artifacts::stacks_file(record.name));
    if (!before || !is_profiled) {
        std::filesystem::remove(session.path() / file);
        return;
    }
    std::optional<TakenProfile> now;
    try {
        now = read_profile_directory(session.path() / artifacts::profile_directory(record.name));
    } catch (const Error&) {
        // Damaged: the scenario's cause says so.
    }
    if (!now || why_not_comparable(*now, *before)) {
        std::filesystem::remove(session.path() / file);
        return;
    }
    const AlikeStacks alike = alike_stacks(*now, *before);
    if (alike.now.empty() || alike.before.empty()) {
        std::filesystem::remove(session.path() / file);
        return;
    }
    // Where the host moved, or the code is the same, how the time moved is no matter of the code's.
    const bool is_of_code = record.verdict && time_ratio(*record.verdict) && !why_no_growth(*now, *before);
    const auto ratio =
        is_of_code ? cpu_time_ratio(record, baseline, both_see_kernel(*now, *before)) : std::nullopt;
    session.write_text(file,
                       write_differential_flame_graph(alike.now, alike.before,
                                                      {.title = record.name.full(),
                                                       .subtitle = compared_sessions(session, *baseline),
                                                       .unit = now->unit,
                                                       .time_ratio = ratio.value_or(statistics::Ratio{})}));
    record.artifacts[diff_name] = file;
}

}  // namespace ratchet
