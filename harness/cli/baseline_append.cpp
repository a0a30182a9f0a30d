#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "baseline/appending.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "cli/acceptance.hpp"
#include "cli/terminal.hpp"
#include "session/session_store_disk.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

/// Perhaps, in any metric: whether it did is found out by comparing with what is accepted now.
bool improved(const ScenarioRecord& record) {
    return record.verdict && std::ranges::any_of(record.verdict->gates, [](const GateVerdict& gate) {
               return gate.before_control.value_or(gate.verdict) == Verdict::improved;
           });
}

/// Whether the session that a new level begins with could have been appended itself (see `request_for`).
bool could_be_appended(const SessionRecord& session, const std::string& project) {
    return session.project == project && !session.git.dirty &&
           std::ranges::none_of(session.fitness, &FitnessFinding::blocks);
}

bool is_stale(const ScenarioRecord& record) {
    return std::ranges::find(record.warnings, WarningKind::stale_binary, &Warning::kind) !=
           record.warnings.end();
}

/// The sessions beside the one to append that may show the same improvements, newest first. None where it
/// shows none, so that they need not be read. `force` takes those too that could not be appended.
std::vector<SessionDirectory> sessions_beside(const MeasuredSession& measured, bool force) {
    if (std::ranges::none_of(measured.scenarios, improved)) {
        return {};
    }
    const std::filesystem::path directory = std::filesystem::absolute(measured.directory).lexically_normal();
    std::vector<SessionDirectory> sessions =
        SessionStore(directory.has_filename() ? directory.parent_path()
                                              : directory.parent_path().parent_path())
            .closed();
    std::ranges::reverse(sessions);
    std::erase_if(sessions, [&](const SessionDirectory& session) {
        const SessionRecord record = session.read();
        return record.id == measured.record.id || record.host_class != measured.record.host_class ||
               !(force || could_be_appended(record, measured.record.project));
    });
    return sessions;
}

/// The newest of the sessions in which the scenario improved as well. One that cannot be read is told.
std::optional<MeasuredBefore> find_before(const ScenarioRecord& record,
                                          const std::vector<SessionDirectory>& sessions, bool force) {
    for (const SessionDirectory& session : sessions) {
        try {
            std::optional<ScenarioRecord> other = session.read_scenario(record.name);
            if (other && !other->runs.empty() && improved(*other) && (force || !is_stale(*other))) {
                return MeasuredBefore{session.read(), *std::move(other)};
            }
        } catch (const Error& error) {
            tell(error.what());
        }
    }
    return std::nullopt;
}

/// All baselines of the session's host class that this project has: they share one τ.
std::vector<AppendRequest> requests_for(const Harness& harness, const MeasuredSession& measured, bool force) {
    const std::vector<SessionDirectory> beside = sessions_beside(measured, force);
    std::vector<AppendRequest> requests;
    for (const ScenarioSpec& spec : harness.project().scenarios) {
        AppendRequest request{
            .scenario = spec.name, .gates = spec.gates, .accepted = {}, .measured = {}, .before = {}};
        request.accepted = load_baseline(spec.baseline_directory, measured.record.host_class, spec.name);
        const auto found = std::ranges::find_if(
            measured.scenarios, [&](const ScenarioRecord& record) { return record.name == spec.name; });
        if (found != measured.scenarios.end()) {
            request.measured = *found;
            if (improved(*found)) {
                request.before = find_before(*found, beside, force);
            }
        }
        requests.push_back(std::move(request));
    }
    return requests;
}

void tell_left_out(const std::vector<LeftOut>& left_out) {
    for (const LeftOut& scenario : left_out) {
        talk("not appended: {} {}\n", scenario.scenario.full(), printable(scenario.why));
    }
}

bool has_moved(const AppendedBaselines& appended, const Baseline& baseline) {
    return std::ranges::find(appended.moved, baseline.scenario.full()) != appended.moved.end();
}

const AppendRequest& request_of(const Baseline& baseline, const std::vector<AppendRequest>& requests) {
    return *std::ranges::find(requests, baseline.scenario, &AppendRequest::scenario);
}

/// By full name, why a baseline that had stacks has none any more.
using LostStacks = std::map<std::string, std::string>;

/// A new level has the profile of the session that showed it; one that stays keeps its own.
LostStacks take_profiles(AppendedBaselines& appended, const MeasuredSession& measured,
                         const std::vector<AppendRequest>& requests, KeptStacks& stacks) {
    LostStacks lost;
    for (Baseline& baseline : appended.baselines) {
        if (!has_moved(appended, baseline)) {
            continue;
        }
        const auto why_none =
            attach_profile(baseline, stacks, {measured.directory, measured.record.id, measured.scenarios});
        if (why_none && request_of(baseline, requests).accepted->profile) {
            lost[baseline.scenario.full()] = *why_none;
        }
    }
    return lost;
}

/// What the session showed of the scenarios that it joined, against what was accepted before.
std::vector<BaselineChange> rows_of(const AppendedBaselines& appended,
                                    const std::vector<AppendRequest>& requests, const LostStacks& lost) {
    std::vector<BaselineChange> rows;
    for (const Baseline& baseline : appended.baselines) {
        if (std::ranges::find(appended.grown, baseline.scenario.full()) == appended.grown.end()) {
            continue;
        }
        const bool moved = has_moved(appended, baseline);
        const std::vector<LevelChange> changes =
            review_baseline(request_of(baseline, requests).accepted, baseline);
        for (const LevelChange& change : changes) {
            rows.push_back(row_of(change));
            if (moved && change.verdict == Verdict::improved) {
                rows.back().note = "confirmed: the new level";
            }
        }
        if (const auto why = lost.find(baseline.scenario.full()); why != lost.end()) {
            note_lost_stacks(rows, changes.size(), why->second);
        }
    }
    return rows;
}

}  // namespace

ExitCode append(const BaselineOptions& options) {
    const Harness harness(read_project(options.project, read_environment()));
    const MeasuredSession measured = measured_session(harness, options);
    refuse_if_objected(request_for(harness, measured.record,
                                   options.from.empty() ? measured.specs : std::vector<ScenarioSpec>{},
                                   options));

    const std::vector<AppendRequest> requests = requests_for(harness, measured, options.force);
    AppendedBaselines appended = append_session(measured.record, requests);
    tell_left_out(appended.left_out);
    if (appended.grown.empty()) {
        throw Error(ErrorCode::usage, "joins no baseline", measured.record.id);
    }
    KeptStacks stacks;
    const LostStacks lost = take_profiles(appended, measured, requests, stacks);
    store(harness, appended.baselines, stacks);
    fmt::print("{}", baseline_change_text(rows_of(appended, requests, lost), {}));
    return ExitCode::success;
}

}  // namespace ratchet::cli
