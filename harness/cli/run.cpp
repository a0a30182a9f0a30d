#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "cli/confirmation.hpp"
#include "cli/harness.hpp"
#include "cli/project.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "measure/interrupt_process.hpp"
#include "registry/options.hpp"
#include "report/ctest_tags.hpp"
#include "report/verdict_table.hpp"
#include "report/wording.hpp"
#include "session/owner_linux.hpp"
#include "session/regression_cause_process.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

struct RunOptions {
    ProjectOptions project;
    std::vector<std::string> names;
    std::optional<int> repetitions;
    std::optional<std::string> profiler;
    std::string output;
    bool ctest = false;
    bool json = false;
};

ProjectRegistry project_with_overrides(const RunOptions& options) {
    ProjectRegistry project = read_project(options.project, read_environment());
    ScenarioOptions overrides;
    overrides.repetitions = options.repetitions;
    overrides.profiler = options.profiler;
    for (ScenarioSpec& scenario : project.scenarios) {
        apply_options(scenario, overrides, "command line");
    }
    if (!options.output.empty()) {
        project.output_directory = std::filesystem::absolute(options.output).string();
    }
    return project;
}

ScenarioRecord measure(Harness& harness, const SessionDirectory& session, const ScenarioSpec& scenario,
                       const std::optional<Baseline>& baseline) {
    harness.store().mark_latest(session);
    const InterruptGuard interrupts;
    Measurement measurement(harness.measuring(session), scenario, baseline);
    ScenarioRecord record =
        confirmed(harness, session, measurement, measurement.measure_and_judge(), baseline);
    if (explain_regression(record, session, harness.project().source_directory)) {
        session.write_scenario(record);
    }
    harness.listener().scenario_finished(record.name, std::string(word(record.verdict->verdict)));
    return record;
}

/// The scenario's accepted values on this class of hosts, if there are any.
std::optional<Baseline> accepted(const Harness& harness, const ScenarioSpec& scenario) {
    return load_baseline(scenario.baseline_directory, harness.surroundings().host_class, scenario.name);
}

/// Prints what CTest shows of a failed test, then the tags that it carries on.
ExitCode tell_ctest(const Harness& harness, const SessionDirectory& session, const ScenarioRecord& record) {
    SessionReport report = harness.report(session);
    report.suites.clear();
    report.scenarios = {record};
    report.report_path = (session.path() / "scenarios" / record.name.full()).string();
    const ScenarioVerdict verdict = effective_verdict(record);
    const std::string measurements =
        harness.surroundings().services.ctest_measurements ? ctest_measurements(record) : "";
    fmt::print("{}\n{}{}{}\n", without_ctest_tags(render_verdicts(report, style_of(stdout))),
               ctest_details(verdict.verdict, verdict.reason), ctest_label(verdict.verdict), measurements);
    return exit_code(scenario_outcome(verdict, harness.surroundings().mode));
}

/// A scenario is measured once in a session: asked for again, by another suite or `--repeat`, it gives the
/// verdict that is recorded, so that nobody can ask until the answer pleases.
ExitCode run_for_ctest(Harness& harness, const ScenarioSpec& scenario) {
    const std::string& boot_id = harness.surroundings().host.boot_id;
    const std::optional<SessionDirectory> held = harness.store().held_by(living_parent(boot_id));
    const SessionDirectory session = held ? *held : harness.begin(this_process(boot_id));
    std::optional<ScenarioRecord> record = session.read_scenario(scenario.name);
    if (!record) {
        record = measure(harness, session, scenario, accepted(harness, scenario));
    }
    const ExitCode code = tell_ctest(harness, session, *record);
    if (!held) {
        harness.finish(session);
    }
    return code;
}

/// What others of its GRID may be compared with: these run first.
bool is_reference(const ScenarioSpec& scenario) {
    return scenario.reference_setting == scenario.name.name;
}

ExitCode run_for_people(Harness& harness, const RunOptions& options) {
    std::vector<ScenarioSpec> scenarios = select_scenarios(harness.project(), options.names);
    std::stable_partition(scenarios.begin(), scenarios.end(), is_reference);
    harness.listener().expect(static_cast<int>(scenarios.size()));
    // Before anything is measured: one that cannot be read would end the session in its middle.
    std::vector<std::optional<Baseline>> baselines;
    baselines.reserve(scenarios.size());
    for (const ScenarioSpec& scenario : scenarios) {
        baselines.push_back(accepted(harness, scenario));
    }
    const SessionDirectory session = harness.begin(this_process(harness.surroundings().host.boot_id));
    SuiteSpec selection{fmt::format("{}", fmt::join(options.names, " ")), "", {}};
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        measure(harness, session, scenarios[i], baselines[i]);
        selection.members.push_back(scenarios[i].name);
    }
    harness.finish(session);
    return harness.show(session, selection, options.json);
}

ExitCode run(const RunOptions& options) {
    Harness harness(project_with_overrides(options));
    if (!options.ctest) {
        return run_for_people(harness, options);
    }
    const std::vector<ScenarioSpec> scenarios = select_scenarios(harness.project(), options.names);
    if (scenarios.size() != 1) {
        throw Error(ErrorCode::usage, "a CTest test measures exactly one scenario", "run --ctest");
    }
    return run_for_ctest(harness, scenarios.front());
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
    const auto options = std::make_shared<RunOptions>();
    CLI::App* verb =
        app.add_subcommand("run", "Measures scenarios or suites and judges them against their baselines");
    verb->add_option("names", options->names, "scenarios (group/name), groups or suites")->required();
    verb->add_option("--repetitions", options->repetitions,
                     "runs at the first look; fewer than 9 report only")
        ->check(CLI::Range(1, 999999));
    verb->add_option(
            "--profiler", options->profiler,
            "who profiles a run of its own behind the judged ones: auto (the best there is), none, sampling "
            "(perf events), gperftools, callgrind (exact instructions and calls; takes 15 to 30 times as "
            "long), counters (of the CPU: no functions); one by name has to be there")
        ->check(CLI::IsMember({"auto", "none", "sampling", "gperftools", "callgrind", "counters"}));
    verb->add_option("--output", options->output,
                     "directory for the session (default: the build tree's perf/)");
    verb->add_flag("--json", options->json, "print the result as suite.json does");
    verb->add_flag("--ctest", options->ctest)->group("");
    add_project_options(*verb, options->project);
    verb->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace ratchet::cli
