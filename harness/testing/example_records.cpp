#include "testing/example_records.hpp"

#include "testing/example_profile_record.hpp"

namespace ratchet::artifacts {
namespace {

HostFingerprint example_host() {
    HostFingerprint host;
    host.architecture = "x86_64";
    host.cpu_vendor = "AuthenticAMD";
    host.cpu_family = 25;
    host.cpu_model = 17;
    host.cpu_name = "AMD EPYC 9354P";
    host.cores = 2;
    host.virtualised = true;
    host.isa = "avx512f";
    host.kernel = "6.1.0-18-amd64";
    host.microcode = "0xa101144";
    host.governor = "performance";
    host.turbo = false;
    host.smt = true;
    host.max_frequency_mhz = 3249.984;
    host.memory_bytes = 8'322'048'000;
    host.boot_id = "4dfe1f2c-93a5-4a6c-bb3b-6d4f5a6c0e11";
    return host;
}

BuildInfo example_build() {
    return {"Release", "GNU 12.2.0", "-O2 -g", true, "address"};
}

Digests example_digests() {
    return {std::string(64, 'a'),
            {{"libtree.so.1", std::string(64, 'b')}},
            {{"corpus.tar", std::string(64, 'c')}},
            std::string(64, 'e'),
            {{"SLOWDOWN", "1.1"}}};
}

Calibration example_calibration() {
    return {3, {{"arithmetic", {1.01e-3, 1.02e-3}}, {"memory", {2.5e-3, 2.25e-3}}}};
}

Plan example_plan() {
    return {40, 3, 8, 0.1, {9, 14, 20}, 9'223'372'036'854'775'783};
}

MetricDefinition seconds() {
    return {"s", Direction::lower_is_better, MetricScope::iteration};
}

MetricDefinition rate() {
    return {"nodes/s", Direction::higher_is_better, MetricScope::iteration};
}

InstructionCounts example_counts() {
    return {"callgrind 3.19.0", MetricScope::whole_process, 40, {9'007'199'254'740'993, 4711}, false,
            hostile_text()};
}

MetricSummary example_summary(const MetricDefinition& definition, std::vector<double> values) {
    MetricSummary summary;
    summary.definition = definition;
    summary.values = std::move(values);
    summary.min = 0.25;
    summary.max = 0.5;
    summary.mean = 0.3125;
    summary.median = 0.28125;
    summary.standard_deviation = 0.0125;
    summary.median_absolute_deviation = 0.0075;
    summary.coefficient_of_variation = 0.04;
    summary.p5 = 0.251;
    summary.p25 = 0.26;
    summary.p75 = 0.3;
    summary.p95 = 0.49;
    summary.median_lower = 0.255;
    summary.median_upper = 0.305;
    return summary;
}

GateVerdict example_gate() {
    GateVerdict gate;
    gate.gate = "wall_time 2%/5%";
    gate.metric = metric::wall_time;
    gate.unit = "s";
    gate.higher_is_better = true;
    gate.verdict = Verdict::inconclusive;
    gate.reason = "the host moved: " + hostile_text();
    gate.before_control = Verdict::regressed;
    gate.theta = 0.02;
    gate.delta = 0.05;
    gate.alpha = 0.005;
    gate.looks_planned = 3;
    gate.looks_taken = 2;
    gate.current_n = 14;
    gate.baseline_n = 30;
    gate.baseline_sessions = 4;
    gate.baseline_median = 0.25;
    gate.current_median = 0.2660000000000001;
    gate.shift = Shift{0.062, 0.031, 0.094};
    gate.standard_error = 0.0115;
    gate.standard_error_without_tau = 0.0061;
    gate.degrees_of_freedom = 17.25;
    gate.tau = Tau{0.0098, 11, TauSource::same_boot};
    gate.minimum_detectable = 0.064;
    gate.budget = BudgetResult{67'108'864, 61'000'000, 60'900'000, 61'200'000};
    return gate;
}

ScenarioSpec example_spec(const ScenarioName& name) {
    ScenarioSpec spec;
    spec.name = name;
    spec.kind = ScenarioKind::command;
    spec.original_name = "BM_Wide/8";
    spec.test_case = "wide trees";
    spec.grid = {{"level", "3"}, {"threads", hostile_text()}};
    spec.reference_setting = "wide-level-1";
    spec.work = WorkPerRun{8388608.5, "B"};
    spec.ready_line = "listening on " + hostile_text();
    spec.description = hostile_text();
    spec.command = {"/usr/bin/zstd", "-3", hostile_text()};
    spec.working_directory = "/build/benchmarks";
    spec.environment = {{"LEVEL", "3"}, {"PASSED_THROUGH", std::nullopt}};
    spec.gates = {"wall_time 2%/5%", "peak_rss <= 64MiB"};
    spec.repetitions = 10;
    spec.max_repetitions = 30;
    spec.cpus = 1;
    spec.timeout_s = 120.5;
    spec.profiler = "sampling";
    spec.labels = {"slow", "io"};
    spec.baseline_directory = "/source/baselines";
    spec.suites = {"quick", "tree_search"};
    spec.build = example_build();
    spec.option_origin = {{"repetitions", "command line"}, {"cpus", "group"}};
    return spec;
}

DuetSide example_side(const std::string& name) {
    DuetSide side;
    side.name = name;
    side.commit = std::string(40, 'd');
    side.program = "/build/references/" + std::string(64, 'a') + "/tree_search";
    side.build = example_build();
    side.digests = example_digests();
    side.runs = {6, 9};
    side.failure = Failure{FailureKind::crashed, hostile_text()};
    side.metrics = {{metric::wall_time, example_summary(seconds(), {0.25, 0.375})}};
    side.instructions = example_counts();
    return side;
}

DuetRecord example_duet(const ScenarioVerdict& verdict) {
    DuetRecord duet;
    duet.reference = example_side(hostile_text());
    duet.current.name = "this build";
    duet.looks = {10, 14};
    duet.seed = 9'223'372'036'854'775'783;
    duet.budget_s = 60.5;
    duet.parallel = true;
    duet.verdict = verdict;
    duet.verdict.gates.front().blocks = 10;
    duet.first_stage = ScenarioVerdict{Verdict::regressed, hostile_text(), {}, {}, true, true, true};
    return duet;
}

}  // namespace

std::string hostile_text() {
    using namespace std::string_literals;
    return "\"quoted\" \\ / \n\r\t\b\f \x1b[31mred\x1b[0m \x01\x7f \0 after NUL </script><!-- '$(x)' % µ 漢 🐢 \u202e \u2028"s;
}

RunRecord example_run(int index) {
    RunRecord run;
    run.index = index;
    run.round = 2;
    run.metrics = {{metric::wall_time, {0.25 + 1.0 / (3 * index), seconds()}},
                   {metric::throughput, {4321.5 * index, rate()}}};
    run.missing = {{metric::peak_rss, "the kernel does not tell"}};
    run.peak_rss_at_most_bytes = 12345678;
    run.iteration_times_s = {0.1, 0.2, 1.0 / 3.0, 5e-324, 0.0};
    run.components = ComponentSummary{
        0.5, 0.001, {{"dynamics", 1000, 0.25, 0.125, 1e-6, 2e-3}, {"evaluator", 7, 0.5, 0.0625, 1e-5, 3e-3}}};
    run.facts = {{"compiler", "GNU 12.2.0"}, {"note", hostile_text()}};
    run.started_ns = 9'007'199'254'740'993;  // not a double
    run.process_time_s = 0.625;
    run.exit_code = 0;
    run.signal = 9;
    run.cpus = {0, 1};
    run.noise = {0.01, 0.02, 0.03, 0.04, 1.5, 1, 2};
    return run;
}

RunRecord example_failed_run(int index) {
    RunRecord run;
    run.index = index;
    run.failure = Failure{FailureKind::check_failed, "check failed: " + hostile_text()};
    return run;
}

ScenarioRecord example_scenario() {
    ScenarioRecord scenario;
    scenario.name = {"tree_search", "wide_tree.v2"};
    scenario.status = ScenarioStatus::finished;
    scenario.spec = example_spec(scenario.name);
    scenario.plan = example_plan();
    scenario.plan_origin = "baseline";
    scenario.requested_runs = 5;
    scenario.digests = example_digests();
    scenario.calibration = example_calibration();
    scenario.runs = {example_run(1), example_failed_run(2), example_run(3)};
    for (const char* name : {metric::wall_time, metric::throughput}) {
        const MetricValues& first = scenario.runs[0].metrics;
        const MetricValues& third = scenario.runs[2].metrics;
        scenario.metrics[name] =
            example_summary(first.at(name).definition, {first.at(name).value, third.at(name).value});
    }
    scenario.instructions = example_counts();
    scenario.profile = example_profile_record();
    scenario.verdict = ScenarioVerdict{
        Verdict::inconclusive, "the host moved", {example_gate()}, {"cores: 4 -> 2"}, true, true, true,
        Cause::waiting};
    scenario.grown_functions = example_growth();
    scenario.duet = example_duet(*scenario.verdict);
    scenario.layout_spread = LayoutSpread{0.011, 0.007, 0.023, 0.002, 0.034, 0.031};
    scenario.baseline_path = "baselines/amd-25-17-2cpu-virtual/tree_search/wide_tree.v2.json";
    scenario.warnings = {{WarningKind::few_runs, metric::wall_time, "2"}};
    scenario.artifacts = {{"flamegraph", "scenarios/tree_search/wide_tree.v2/profile/flamegraph.svg"}};
    return scenario;
}

BisectionRecord example_bisection() {
    BisectionRecord bisection;
    bisection.scenario = {"tree_search", "wide_tree.v2"};
    bisection.metric = metric::throughput;
    bisection.higher_is_better = true;
    bisection.budget_s = 60.5;
    bisection.alpha = 0.002;
    bisection.threshold = 0.025;
    bisection.plan = example_plan();
    bisection.commits = {{std::string(40, 'a'), hostile_text(), CommitState::good, "", std::nullopt, 0, ""},
                         {std::string(40, 'b'), "slower", CommitState::bad, hostile_text(),
                          Shift{0.062, 0.031, 0.094}, 2, "2026-01-31T12-30-05Z-bbbbbbbbbbbb"}};
    return bisection;
}

LayoutRecord example_layouts() {
    LayoutRecord layouts;
    layouts.scenario = {"tree_search", "wide_tree.v2"};
    layouts.measured_at = "2026-01-31T12:30:05Z";
    layouts.host_class = "amd-25-17-2cpu-virtual";
    layouts.digests = example_digests();
    layouts.plan = example_plan();
    layouts.metric = metric::wall_time;
    layouts.layouts = {{0, {0.25, 0.251, 0.249, 1.0 / 3.0}}, {336, {0.26, 0.261, 0.262, 0.263}}};
    layouts.spread = {0.011, 0.007, 0.023, 0.002, 0.034, 0.031};
    return layouts;
}

SessionRecord example_session() {
    SessionRecord session;
    session.id = "2026-01-31T12-30-05Z-before_2";
    session.status = SessionStatus::abandoned;
    session.owner = {4711, 123'456'789'012, "4dfe1f2c-93a5-4a6c-bb3b-6d4f5a6c0e11"};
    session.label = "before";
    session.started_at = "2026-01-31T12:30:05Z";
    session.finished_at = "2026-01-31T12:35:15Z";
    session.started_monotonic_ns = 86'400'000'000'001;
    session.project = hostile_text();
    session.configuration = "Release";
    session.host_class = "amd-25-17-2cpu-virtual";
    session.host = example_host();
    session.fitness = {{"governor", true, "powersave", "cpupower frequency-set -g performance"}};
    session.git = {.commit = "0123456789abcdef0123456789abcdef01234567", .dirty = true};
    session.calibration = example_calibration();
    session.environment = {{"RATCHET_MODE", "strict"}};
    session.mode = "strict";
    session.ratchet_version = "0.1.0";
    session.warnings = {{WarningKind::host_under_load, "load", "1.7"}};
    return session;
}

SuiteRecord example_suite() {
    SuiteRecord suite;
    suite.suite = "quick";
    suite.description = hostile_text();
    suite.session = "2026-01-31T12-30-05Z";
    suite.complete = true;
    suite.not_run = {"tree_search/deep_tree"};
    suite.scenarios = {example_scenario()};
    suite.geometric_mean = GeometricMean{5, {0.01, -0.02, 0.04}, Verdict::unchanged};
    suite.verdict = Verdict::inconclusive;
    suite.warnings = {{WarningKind::tool_missing, "gnuplot", "apt-get install gnuplot-nox"}};
    suite.artifacts = {{"plots/changes.svg", "suites/quick/plots/changes.svg"}};
    return suite;
}

Baseline example_baseline() {
    Baseline baseline;
    baseline.scenario = {"tree_search", "wide_tree"};
    baseline.host_class = "amd-25-17-2cpu-virtual";
    baseline.plan = example_plan();
    baseline.metrics = {{metric::wall_time, seconds()}, {metric::throughput, rate()}};
    BaselineSession session;
    session.id = "2026-01-31T12-30-05Z";
    session.recorded_at = "2026-01-31T12:30:05Z";
    session.git = {.commit = "0123456789abcdef0123456789abcdef01234567", .dirty = false};
    session.host = example_host();
    session.build = example_build();
    session.digests = example_digests();
    session.calibration = example_calibration();
    session.rounds = {{{metric::wall_time, {0.25, 0.251, 0.249}}, {metric::throughput, {4000, 4010.5, 3990}}},
                      {{metric::wall_time, {0.252}}}};
    session.instructions = example_counts();
    baseline.sessions = {session, session};
    baseline.sessions.back().id = "2026-02-01T08-00-00Z";
    baseline.tau_same_boot = {{metric::wall_time, {0.0123, 8}}};
    baseline.tau_between_boots = {{metric::wall_time, {0.0234, 4}}};
    baseline.margins = {
        {metric::wall_time,
         {0.05, 0.0875, StoredDetectable{0.02, 0.05, 0.064}, StoredDetectable{0.02, 0.0875, {}}}}};
    baseline.epoch = {{metric::wall_time, {"2025-12-01T00-00-00Z", "abcdef", "2025-12-01T00:00:00Z", 0.248}}};
    baseline.reason = hostile_text();
    baseline.accepted_until = "2026-12-31";
    baseline.profile = BaselineProfile{.session = "2026-01-31T12-30-05Z",
                                       .samples = 1077,
                                       .unit = "samples",
                                       .rung = ProfileRung::user_only,
                                       .runs = 3,
                                       .frequency_hz = 999,
                                       .duration_s = 1.0625,
                                       .sha256 = "ba7816bf8f01cfea"};
    return baseline;
}

ExecRecord example_exec() {
    ExecCommand command;
    command.name = hostile_text();
    command.argv = {"/usr/bin/zstd", "-3", hostile_text()};
    command.parameters = {{"level", "3"}, {"name", hostile_text()}};
    command.failure = Failure{FailureKind::crashed, "killed by SIGSEGV"};
    command.runs = {{.index = 1, .block = 1, .started_ns = 1'000'000'007, .exit_code = 3},
                    {.index = 4, .block = 1, .started_ns = 3'000'000'011, .signal = 11}};
    command.metrics[metric::wall_time] = example_summary(seconds(), {0.25, 0.5});
    command.metrics[metric::user_time] = example_summary(seconds(), {0.125, 0.1});
    command.missing = {{metric::peak_rss, hostile_text()}};
    command.budgets = {example_gate()};
    command.warnings = {{WarningKind::outliers, "zstd", "1 of 2 runs"}};

    ExecRecord record;
    record.ratchet_version = "0.1.0";
    record.started_at = "2026-01-31T12:30:05Z";
    record.host = example_host();
    record.seed = 9'223'372'036'854'775'783;
    record.warmup_runs = 2;
    record.commands = {command, command};
    record.commands.back().name = "zstd -9";
    record.comparisons = {{0, 1, {example_gate(), example_gate()}}};
    return record;
}

ScenarioRecord as_stored(ScenarioRecord scenario) {
    for (RunRecord& run : scenario.runs) {
        RunRecord kept;
        kept.index = run.index;
        kept.round = run.round;
        kept.failure = run.failure;
        kept.metrics = run.metrics;
        kept.missing = run.missing;
        kept.peak_rss_at_most_bytes = run.peak_rss_at_most_bytes;
        kept.components = run.components;
        run = kept;
    }
    return scenario;
}

SuiteRecord as_stored(SuiteRecord suite) {
    for (ScenarioRecord& scenario : suite.scenarios) {
        scenario = as_stored(scenario);
    }
    return suite;
}

}  // namespace ratchet::artifacts
