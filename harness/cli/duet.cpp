#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "cli/harness.hpp"
#include "cli/project.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "measure/cpus_linux.hpp"
#include "measure/interrupt_process.hpp"
#include "reference/commit_builds_process.hpp"
#include "reference/reference_disk.hpp"
#include "report/wording.hpp"
#include "session/duet_process.hpp"
#include "session/owner_linux.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

struct DuetOptions {
    ProjectOptions project;
    std::vector<std::string> names;
    std::string against;
    double budget_s = DuetPlan{}.budget_s;
    std::string output;
    bool clean = false;
    bool parallel = false;
    bool json = false;
};

/// Scenarios with a gate that a duet can decide. Limits alone compare with nothing.
std::vector<ScenarioSpec> select_comparing(const ProjectRegistry& project,
                                           const std::vector<std::string>& names) {
    std::vector<ScenarioSpec> scenarios = select_scenarios(project, names);
    std::erase_if(scenarios, [](const ScenarioSpec& scenario) {
        return duet_gates(scenario.gates, false).gates.empty();
    });
    if (scenarios.empty()) {
        throw Error(ErrorCode::usage, "has limits alone, which compare with nothing",
                    fmt::format("{}", fmt::join(names, " ")));
    }
    return scenarios;
}

ScenarioRecord measure(Harness& harness, const SessionDirectory& session, const ScenarioSpec& scenario,
                       DuetReference reference, const DuetOptions& options) {
    harness.store().mark_latest(session);
    Measurement measurement(
        harness.measuring(session), scenario,
        load_baseline(scenario.baseline_directory, harness.surroundings().host_class, scenario.name));
    ScenarioRecord record = measurement.prepare();
    if (!record.verdict) {
        record = Duet(harness.measuring(session), std::move(record), std::move(reference),
                      {.budget_s = options.budget_s,
                       .deadline_ns = harness.duet_deadline_ns(options.budget_s, scenario),
                       .parallel = options.parallel})
                     .measure();
    }
    harness.listener().scenario_finished(record.name, std::string(word(record.verdict->verdict)));
    return record;
}

/// A path that is there, else what git knows by this name.
ReferenceBuild find_reference(const DuetOptions& options, const ProjectRegistry& project) {
    if (std::optional<ReferenceBuild> reference = reference_at(options.against)) {
        return *std::move(reference);
    }
    const CommitBuilds builds(project, tell);
    if (options.clean) {
        builds.clean();
    }
    try {
        return builds.at(options.against);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::usage) {
            throw Error(
                ErrorCode::usage,
                fmt::format("{}; and it is no build tree with scenarios and no program", error.what()));
        }
        throw;
    }
}

struct Pair {
    ScenarioSpec scenario;
    DuetReference reference;
};

/// Before anything is measured. Of several scenarios those that are new are told and left out: a suite grows.
std::vector<Pair> pair_up(const std::vector<ScenarioSpec>& scenarios, const ReferenceBuild& reference,
                          const Harness& harness) {
    std::vector<Pair> pairs;
    for (const ScenarioSpec& scenario : scenarios) {
        try {
            pairs.push_back({scenario, reference_of(reference, scenario, harness.project(),
                                                    harness.surroundings().environment)});
        } catch (const Error& error) {
            if (scenarios.size() == 1) {
                throw;
            }
            tell(fmt::format("left out: {}", error.what()));
        }
    }
    if (pairs.empty()) {
        throw Error(ErrorCode::usage, "has none of these scenarios", reference.name);
    }
    return pairs;
}

ExitCode duet(const DuetOptions& options) {
    const InterruptGuard interrupts;
    ProjectRegistry project = read_project(options.project, read_environment());
    if (!options.output.empty()) {
        project.output_directory = std::filesystem::absolute(options.output).string();
    }
    Harness harness(std::move(project));
    const std::vector<ScenarioSpec> scenarios = select_comparing(harness.project(), options.names);
    if (options.parallel) {
        std::ranges::for_each(scenarios, choose_cpus_for_two);  // throws before anything is built
    }
    const ReferenceBuild reference = find_reference(options, harness.project());
    const std::vector<Pair> pairs = pair_up(scenarios, reference, harness);
    harness.listener().expect(static_cast<int>(pairs.size()));
    const SessionDirectory session = harness.begin(this_process(harness.surroundings().host.boot_id), "duet");
    SuiteSpec selection{fmt::format("{}", fmt::join(options.names, " ")), "", {}};
    for (const Pair& pair : pairs) {
        measure(harness, session, pair.scenario, pair.reference, options);
        selection.members.push_back(pair.scenario.name);
    }
    harness.finish(session);
    return harness.show(session, selection, options.json);
}

}  // namespace

void add_duet(CLI::App& app, Action& action) {
    const auto options = std::make_shared<DuetOptions>();
    CLI::App* verb = app.add_subcommand(
        "duet",
        "Runs scenarios in turns with another build of them, or beside it, and judges the difference");
    verb->add_option("names", options->names, "scenarios (group/name), groups or suites")->required();
    verb->add_option(
            "--against", options->against,
            "the reference: a commit, branch or tag, which is built once; a build tree; or a program")
        ->required();
    verb->add_option("--budget", options->budget_s, "seconds for the blocks of each scenario")
        ->capture_default_str()
        ->check(CLI::Range(1.0, 86400.0))
        ->check(is_number_of_seconds);
    verb->add_option("--output", options->output,
                     "directory for the session (default: the build tree's perf/)");
    verb->add_flag("--parallel", options->parallel,
                   "both builds at the same time, on CPUs of their own that they exchange: for hosts whose "
                   "neighbours come and go; not for what fights for caches, bandwidth, files or ports");
    verb->add_flag("--clean", options->clean,
                   "build the commit anew, and remove all that was built for others");
    verb->add_flag("--json", options->json, "print the result as suite.json does");
    add_project_options(*verb, options->project);
    verb->callback([options, &action] { action = [options] { return duet(*options); }; });
}

}  // namespace ratchet::cli
