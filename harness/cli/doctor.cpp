#include "base/environment.hpp"
#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/monotonic_clock_linux.hpp"
#include "base/scratch_directory_disk.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "baseline/recording.hpp"
#include "cli/doctor_layout.hpp"
#include "cli/harness.hpp"
#include "cli/project.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "gate/sensitivity.hpp"
#include "host/host_linux.hpp"
#include "measure/calibration.hpp"
#include "measure/interrupt_process.hpp"
#include "report/doctor_json.hpp"
#include "report/doctor_table.hpp"
#include "session/duet_process.hpp"
#include "session/owner_linux.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string_view>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

namespace fs = std::filesystem;

struct DoctorOptions {
    ProjectOptions project;
    std::vector<std::string> plan;  ///< a scenario and a slowdown
    std::string layout;             ///< a scenario
    double budget_s = DuetPlan{}.budget_s;
    bool json = false;
};

constexpr int rounds = 3;

/// This program's own kernels as a scenario: a run executes each of them a few times.
ScenarioSpec kernels(const fs::path& directory) {
    ScenarioSpec spec;
    spec.name = {"host", "kernels"};
    spec.kind = ScenarioKind::command;
    spec.command = {fs::read_symlink("/proc/self/exe").string(), "kernels"};
    spec.working_directory = directory.string();
    spec.baseline_directory = (directory / "baselines").string();
    spec.gates = {"arithmetic", "memory", "branches"};
    spec.suites = {"host"};
    spec.build.optimised = true;
    return spec;
}

ProjectRegistry project_of(const ScenarioSpec& spec, const fs::path& directory) {
    ProjectRegistry project;
    project.project = "host";
    project.source_directory = project.binary_directory = directory.string();
    project.output_directory = directory.string();
    project.scenarios = {spec};
    project.suites = {{"host", "", {spec.name}}};
    return project;
}

/// Recorded as a baseline would be, then run in turns with itself.
std::vector<Sensitivity> measure(Harness& harness, const ScenarioSpec& spec, double budget_s) {
    const SessionDirectory session =
        harness.begin(this_process(harness.surroundings().host.boot_id), "doctor");
    const InterruptGuard interrupts;
    Measurement measurement(harness.measuring(session), spec, std::nullopt);
    ScenarioRecord record;
    for (int round = 1; round <= rounds; ++round) {
        record = measurement.measure_round(round, runs_per_round);
    }
    Baseline baseline = record_baselines(session.read(), {record}, "").front();
    DuetReference same;
    same.spec = spec;
    same.side.name = "itself";
    same.side.build = spec.build;
    same.side.digests = record.digests;
    record = Duet(harness.measuring(session), record, same,
                  {.budget_s = budget_s, .deadline_ns = harness.duet_deadline_ns(budget_s, spec)})
                 .measure();
    harness.listener().scenario_finished(record.name, "measured");
    harness.finish(session);
    return assess_sensitivity(baseline, *record.duet);
}

DoctorReport examine(double budget_s) {
    const ScratchDirectory scratch("doctor");
    const ScenarioSpec spec = kernels(scratch.path());
    Harness harness(project_of(spec, scratch.path()));
    DoctorReport report;
    report.host = harness.surroundings().host;
    report.host_class = harness.surroundings().host_class;
    report.findings = assess_fitness(report.host, read_host_conditions());
    report.works = measure(harness, spec, budget_s);
    return report;
}

/// "2%" as a fraction.
double slowdown_of(const std::string& text) {
    double percent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), percent);
    const std::string_view unit(end, text.data() + text.size());
    if (error != std::errc() || !(unit.empty() || unit == "%") || !(percent >= 0.1 && percent <= 100)) {
        throw Error(ErrorCode::usage, "is no slowdown between 0.1% and 100%", text);
    }
    return percent / 100;
}

ExitCode plan(const DoctorOptions& options) {
    const Surroundings surroundings =
        look_around(read_project(options.project, read_environment()), read_environment());
    const double slowdown = slowdown_of(options.plan.at(1));
    for (const ScenarioSpec& scenario : select_scenarios(surroundings.project, {options.plan.front()})) {
        const auto baseline =
            load_baseline(scenario.baseline_directory, surroundings.host_class, scenario.name);
        if (!baseline) {
            throw Error(ErrorCode::usage,
                        "has no baseline whose scatter could be looked at; record one first",
                        scenario.name.full());
        }
        fmt::print("{}\n", plan_sentence(scenario.name.full(), slowdown,
                                         runs_needed(*baseline, metric::wall_time, slowdown)));
    }
    return ExitCode::success;
}

ExitCode doctor(const DoctorOptions& options) {
    if (!options.plan.empty()) {
        return plan(options);
    }
    if (!options.layout.empty()) {
        return examine_layout(options.project, options.layout, options.budget_s, options.json);
    }
    const DoctorReport report = examine(options.budget_s);
    fmt::print("{}", options.json ? doctor_json(report) : render_doctor(report, style_of(stdout)));
    return ExitCode::success;
}

/// What a run of the scenario is: the kernels a few times each, their times in the result file.
ExitCode run_kernels() {
    constexpr int executions = 10;
    const MonotonicClock clock;
    std::map<std::string, std::vector<double>> times;
    for (int i = 0; i < executions; ++i) {
        for (const auto& [name, seconds] : measure_calibration(clock)) {
            times[name].push_back(seconds);
        }
    }
    std::string metrics;
    for (const auto& [name, values] : times) {
        metrics += fmt::format(R"({}{{"name":"{}","unit":"s","values":[{}]}})", metrics.empty() ? "" : ",",
                               name, fmt::join(values, ","));
    }
    const auto path = variable(read_environment(), "RATCHET_RESULT");
    if (!path) {
        throw Error(ErrorCode::usage, "is run by ratchet doctor", "kernels");
    }
    std::ofstream(*path) << fmt::format(R"({{"$schema":"ratchet/result/1","metrics":[{}]}})", metrics);
    return ExitCode::success;
}

}  // namespace

void add_doctor(CLI::App& app, Action& action) {
    const auto options = std::make_shared<DoctorOptions>();
    CLI::App* verb = app.add_subcommand(
        "doctor", "Measures what can be seen on this host or what layout does, and plans a scenario");
    CLI::Option* plan = verb->add_option(
        "--plan", options->plan,
        "a scenario and a slowdown (search/sort 2%): the REPETITIONS that see it, from its baseline");
    plan->expected(2);
    CLI::Option* layout = verb->add_option("--layout", options->layout,
                                           "a scenario: how far the layout of memory alone moves it; its "
                                           "reports tell that from then on");
    layout->check([](const std::string& name) { return name.empty() ? "is empty" : std::string(); })
        ->excludes(plan);
    verb->add_option("--budget", options->budget_s,
                     "seconds for the blocks; the fewest that say something are taken all the same")
        ->capture_default_str()
        ->check(CLI::Range(1.0, 86400.0))
        ->check(is_number_of_seconds)
        ->excludes(plan);
    verb->add_flag("--json", options->json, "print the numbers for machines")->excludes(plan);
    add_project_options(*verb, options->project);
    verb->callback([options, &action] { action = [options] { return doctor(*options); }; });

    app.add_subcommand("kernels", "")->group("")->callback([&action] { action = run_kernels; });
}

}  // namespace ratchet::cli
