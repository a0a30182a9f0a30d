#include "cli/confirmation.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "gate/confirmation.hpp"
#include "reference/commit_builds_process.hpp"
#include "reference/kept_programs_disk.hpp"
#include "session/duet_process.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

/// The share of the test's TIMEOUT that the blocks may take: 20 s of the default 600, so that a restless hour
/// in which much has to be confirmed stays short.
constexpr double budget_share = 1.0 / 30;

/// Later ones were appended, and agreed: with one of them the level could creep.
const BaselineSession& accepted_session(const Baseline& baseline) {
    return baseline.sessions.front();
}

/// The build that a baseline was recorded with, if it can be had.
std::optional<ReferenceBuild> build_of(const Baseline& baseline, const Harness& harness) {
    const BaselineSession& recorded = accepted_session(baseline);
    const ProjectRegistry& project = harness.project();
    ReferenceBuild reference;
    if (const auto kept = KeptPrograms(project.output_directory).find(recorded.digests.executable)) {
        constexpr std::size_t digits = 12;
        reference.name =
            fmt::format("the program of the baseline{}",
                        recorded.git.commit.empty() ? "" : ", " + recorded.git.commit.substr(0, digits));
        reference.commit = recorded.git.commit;
        reference.program = *kept;
        return reference;
    }
    if (harness.surroundings().confirmation != Confirmation::always || recorded.git.commit.empty()) {
        return std::nullopt;
    }
    return CommitBuilds(project, [](const std::string& what) { talk("ratchet: {}\n", printable(what)); })
        .at(recorded.git.commit);
}

/// As it was built and run when the baseline was recorded: the variables of the option ENVIRONMENT belong to
/// what was accepted, and of a kept program's build nobody else can tell.
DuetReference reference_for(const ReferenceBuild& build, const ScenarioSpec& scenario,
                            const Baseline& baseline, const Harness& harness) {
    const BaselineSession& accepted = accepted_session(baseline);
    DuetReference reference =
        reference_of(build, scenario, harness.project(), harness.surroundings().environment);
    if (!build.project) {
        reference.side.build = accepted.build;
    }
    reference.spec.environment.clear();
    for (const auto& [name, value] : accepted.digests.variables) {
        reference.spec.environment.push_back({name, value});
    }
    reference.side.digests.variables = accepted.digests.variables;
    return reference;
}

/// Nothing where there is none; one that should have been had and could not be is a warning of the record.
std::optional<DuetReference> find_reference(const Baseline& baseline, ScenarioRecord& record,
                                            const Harness& harness) {
    try {
        if (const std::optional<ReferenceBuild> build = build_of(baseline, harness)) {
            return reference_for(*build, record.spec, baseline, harness);
        }
    } catch (const Error& error) {
        record.warnings.push_back(
            {WarningKind::not_confirmed, accepted_session(baseline).git.commit, error.what()});
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
    std::optional<DuetReference> reference = find_reference(*baseline, record, harness);
    if (!reference) {
        session.write_scenario(record);
        return record;
    }
    return Duet(harness.measuring(session), std::move(record), *std::move(reference),
                {first_stage.spec.timeout_s * budget_share, measurement.deadline_ns()})
        .measure();
}

}  // namespace ratchet::cli
