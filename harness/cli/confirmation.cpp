#include "cli/confirmation.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "gate/confirmation.hpp"
#include "host/git_process.hpp"
#include "measure/interrupt_process.hpp"
#include "reference/commit_builds_process.hpp"
#include "reference/kept_programs_disk.hpp"
#include "session/duet_process.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

/// The share of the test's TIMEOUT that the blocks may take: 20 s of the default 600, so that a restless hour
/// in which much has to be confirmed stays short.
constexpr double budget_share = 1.0 / 30;

/// Nor is a duet begun that would take so much of it up to its first look.
constexpr double most_share = 1.0 / 6;

/// At the pace of the first stage: what warms up and ten blocks are 42 runs.
double first_look_time_s(const ScenarioRecord& first_stage) {
    constexpr double runs = 42;
    double total_s = 0;
    for (const RunRecord& run : first_stage.runs) {
        total_s += run.process_time_s;
    }
    return first_stage.runs.empty() ? 0 : runs * total_s / static_cast<double>(first_stage.runs.size());
}

/// Later ones were appended, and agreed: with one of them the level could creep.
const BaselineSession& accepted_session(const Baseline& baseline) {
    return baseline.sessions.front();
}

/// The build that a baseline was recorded with, if it can be had. A kept program is run with the arguments of
/// today: where these are others than it was recorded with, they may be what the change is.
std::optional<ReferenceBuild> build_of(const Baseline& baseline, const ScenarioRecord& today,
                                       const Harness& harness, std::int64_t deadline_ns) {
    const BaselineSession& recorded = accepted_session(baseline);
    const ProjectRegistry& project = harness.project();
    ReferenceBuild reference;
    const bool same_arguments = recorded.digests.command_line == today.digests.command_line;
    const std::string name = std::filesystem::path(today.spec.command.front()).filename();
    const auto kept = same_arguments ? KeptPrograms(project.references_directory).find(recorded.digests, name)
                                     : std::nullopt;
    if (kept) {
        reference.name =
            fmt::format("the program of the baseline{}",
                        recorded.git.commit.empty() ? "" : ", " + short_commit(recorded.git.commit));
        reference.commit = recorded.git.commit;
        reference.program = *kept;
        return reference;
    }
    if (harness.surroundings().confirmation != Confirmation::always || recorded.git.commit.empty()) {
        return std::nullopt;
    }
    if (recorded.git.dirty) {
        throw Error(ErrorCode::usage, "the baseline was recorded from a tree with changes that no commit has",
                    short_commit(recorded.git.commit));
    }
    const std::chrono::nanoseconds left(deadline_ns - harness.clock().now_ns());
    return CommitBuilds(project, tell, std::chrono::duration_cast<std::chrono::milliseconds>(left) / 2)
        .at(recorded.git.commit);
}

/// Gives the reference the variables of the option ENVIRONMENT that it was recorded with. Of a build tree
/// those that it sets itself stay, which may be paths in it; of a kept program nobody else can tell.
void run_as_recorded(DuetReference& reference, bool is_build_tree, const Digests& recorded) {
    std::vector<EnvironmentEntry>& environment = reference.spec.environment;
    std::map<std::string, std::string>& told = reference.side.digests.variables;
    std::erase_if(environment, [&](const EnvironmentEntry& entry) {
        const bool is_own = is_build_tree && entry.value;
        if (!is_own) {
            told.erase(entry.name);
        }
        return !is_own;
    });
    for (const auto& [name, value] : recorded.variables) {
        if (std::ranges::find(environment, name, &EnvironmentEntry::name) == environment.end()) {
            environment.push_back({name, value});
            told[name] = value;
        }
    }
}

DuetReference reference_for(const ReferenceBuild& build, const ScenarioSpec& scenario,
                            const Baseline& baseline, const Harness& harness) {
    DuetReference reference =
        reference_of(build, scenario, harness.project(), harness.surroundings().environment);
    const BaselineSession& accepted = accepted_session(baseline);
    if (!build.project) {
        reference.side.build = accepted.build;
    }
    run_as_recorded(reference, build.project.has_value(), accepted.digests);
    return reference;
}

/// Nothing where there is none; one that should have been had and could not be is a warning of the record.
std::optional<DuetReference> find_reference(const Baseline& baseline, ScenarioRecord& record,
                                            const Harness& harness, std::int64_t deadline_ns) {
    try {
        if (const std::optional<ReferenceBuild> build = build_of(baseline, record, harness, deadline_ns)) {
            return reference_for(*build, record.spec, baseline, harness);
        }
    } catch (const std::runtime_error& error) {  // ours, or the disk's
        InterruptGuard::throw_if_interrupted();
        record.warnings.push_back(
            {WarningKind::not_confirmed, short_commit(accepted_session(baseline).git.commit), error.what()});
    }
    return std::nullopt;
}

}  // namespace

ScenarioRecord confirmed(Harness& harness, const SessionDirectory& session, const Measurement& measurement,
                         const ScenarioRecord& first_stage, const std::optional<Baseline>& baseline) {
    if (harness.surroundings().confirmation == Confirmation::never || !baseline ||
        !wants_confirmation(*first_stage.verdict)) {
        return first_stage;
    }
    ScenarioRecord record = first_stage;
    std::optional<DuetReference> reference;
    if (const double first_look_s = first_look_time_s(record);
        first_look_s > record.spec.timeout_s * most_share) {
        record.warnings.push_back(
            {WarningKind::not_confirmed, record.name.full(),
             fmt::format("the first ten blocks would take {}, more than a sixth of TIMEOUT",
                         format_duration_s(first_look_s))});
    } else {
        reference = find_reference(*baseline, record, harness, measurement.deadline_ns());
    }
    if (!reference) {
        if (record.warnings != first_stage.warnings) {
            session.write_scenario(record);
        }
        return record;
    }
    return Duet(harness.measuring(session), std::move(record), *std::move(reference),
                {first_stage.spec.timeout_s * budget_share, measurement.deadline_ns()})
        .measure();
}

}  // namespace ratchet::cli
