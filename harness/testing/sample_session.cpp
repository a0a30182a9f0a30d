#include "sample_session.hpp"

#include <cmath>
#include <utility>

namespace ratchet::testing {
namespace {

Shift shift_of(double change, double half_width) {
    return {std::log1p(change), std::log1p(change) - half_width, std::log1p(change) + half_width};
}

GateVerdict wall_time_gate(Verdict verdict, double before_s, double change) {
    GateVerdict gate;
    gate.gate = "wall_time 2%/5%";
    gate.metric = metric::wall_time;
    gate.unit = "s";
    gate.verdict = verdict;
    gate.theta = 0.02;
    gate.delta = 0.05;
    gate.looks_planned = 3;
    gate.looks_taken = verdict == Verdict::inconclusive ? 3 : 1;
    gate.current_n = verdict == Verdict::inconclusive ? 20 : 9;
    gate.baseline_n = 30;
    gate.baseline_sessions = 1;
    gate.baseline_median = before_s;
    gate.current_median = before_s * (1 + change);
    gate.shift = shift_of(change, 0.0213);
    gate.standard_error = 0.0081;
    gate.standard_error_without_tau = 0.0052;
    gate.degrees_of_freedom = 21.4;
    gate.tau = Tau{0.0062, 12, TauSource::same_boot};
    gate.minimum_detectable = 0.05;
    return gate;
}

MetricSummary summary(double median, const std::string& unit, Direction direction) {
    MetricSummary summary;
    summary.definition = {unit, direction, MetricScope::iteration};
    summary.values = {median * 0.99, median, median * 1.01};
    summary.min = median * 0.99;
    summary.max = median * 1.01;
    summary.mean = median;
    summary.median = median;
    summary.median_absolute_deviation = median * 0.01;
    summary.median_lower = median * 0.992;
    summary.median_upper = median * 1.011;
    return summary;
}

std::vector<RunRecord> runs_with_components(int count) {
    std::vector<RunRecord> runs;
    for (int i = 1; i <= count; ++i) {
        RunRecord run;
        run.index = i;
        run.components = ComponentSummary{
            0.2105,
            0.0021,
            {{"dynamics", 52000, 0.031, 0.031, 2e-7, 9e-6}, {"evaluator", 26000, 0.152, 0.152, 5e-6, 3e-5}}};
        runs.push_back(run);
    }
    return runs;
}

/// One component whose samples agree with its timers, one whose do not, and one without a function.
ProfileRecord profile_with_components() {
    ProfileRecord profile;
    profile.asked_for = "auto";
    profile.rung = ProfileRung::kernel_and_user;
    profile.runs = 5;
    profile.frequency_hz = 999;
    profile.samples = 1012;
    profile.lost = profile.throttled = profile.truncated = profile.unrooted = 0;
    profile.components = {
        {"dynamics", 0.141, 212, 1012}, {"evaluator", 0.702, 698, 1012}, {"kv|cache", 0.03, 0, 1012}};
    return profile;
}

ScenarioRecord failed_scenario() {
    ScenarioRecord scenario;
    scenario.name = {"tree_search", "smoke"};
    RunRecord run;
    run.index = 1;
    run.failure = Failure{FailureKind::check_failed, "check failed: the best action is 2, expected 1"};
    scenario.runs = {run};
    scenario.verdict = ScenarioVerdict{};
    scenario.verdict->verdict = Verdict::failed;
    scenario.verdict->reason = "1 of 1 runs failed: check failed: the best action is 2, expected 1";
    return scenario;
}

ScenarioRecord two_gates() {
    ScenarioRecord scenario = judged_scenario("tree_search/reuse_heavy", Verdict::regressed, 0.0183, 0.004);
    GateVerdict& wall_time = scenario.verdict->gates.front();
    wall_time.verdict = Verdict::unchanged;
    wall_time.reason.clear();
    GateVerdict throughput = wall_time_gate(Verdict::regressed, 4.56e6, -0.071);
    throughput.gate = "throughput 3%";
    throughput.metric = metric::throughput;
    throughput.unit = "nodes/s";
    throughput.higher_is_better = true;
    throughput.theta = 0.03;
    throughput.shift = shift_of(1 / (1 - 0.071) - 1, 0.02);
    throughput.reason = "slower by at least 5.5 %, more than the tolerated 3 %";
    scenario.verdict->gates.push_back(throughput);
    scenario.verdict->reason = throughput.reason;
    return scenario;
}

GateVerdict share_gate() {
    GateVerdict gate;
    gate.gate = "share(malloc|free) <= 5%";
    gate.metric = "share(malloc|free)";
    gate.unit = "%";
    gate.verdict = Verdict::regressed;
    gate.reason =
        "share(malloc|free) breaks its budget: 7.4 % of 4011 samples (at least 6.5 %), the limit is 5.0 %";
    gate.looks_planned = 1;
    gate.looks_taken = 1;
    gate.current_n = 5;
    gate.current_median = 7.4047;
    gate.budget = BudgetResult{5, 7.4047, 6.5013, 8.4224};
    return gate;
}

ScenarioRecord over_budget() {
    ScenarioRecord scenario = judged_scenario("zstd/level3", Verdict::regressed, 0.0842, 0.0);
    scenario.verdict->gates.clear();
    GateVerdict gate;
    gate.gate = "peak_rss <= 64MiB";
    gate.metric = metric::peak_rss;
    gate.unit = "B";
    gate.verdict = Verdict::regressed;
    gate.reason = "the median is above the budget of 64.0 MiB";
    gate.looks_planned = 3;
    gate.looks_taken = 1;
    gate.current_n = 9;
    gate.current_median = 71.2 * 1024 * 1024;
    gate.budget =
        BudgetResult{64.0 * 1024 * 1024, 71.2 * 1024 * 1024, 70.9 * 1024 * 1024, 71.8 * 1024 * 1024};
    scenario.verdict->gates.push_back(gate);
    scenario.verdict->gates.push_back(share_gate());
    scenario.verdict->reason = gate.reason + "; " + share_gate().reason;
    scenario.warnings = {
        {WarningKind::no_such_function, "share(ligth|<b>)", "near it are light(int), lights"}};
    return scenario;
}

ScenarioRecord without_baseline(const std::string& name) {
    ScenarioRecord scenario = judged_scenario(name, Verdict::no_baseline, 0.0256, 0);
    GateVerdict& gate = scenario.verdict->gates.front();
    gate.shift.reset();
    gate.baseline_median.reset();
    gate.minimum_detectable.reset();
    gate.tau.reset();
    gate.standard_error.reset();
    gate.standard_error_without_tau.reset();
    gate.degrees_of_freedom.reset();
    gate.baseline_n = 0;
    gate.baseline_sessions = 0;
    gate.reason = "no baseline for host class amd-25-17-2cpu-virtual";
    scenario.verdict->reason = gate.reason;
    return scenario;
}

ScenarioRecord incomparable() {
    ScenarioRecord scenario = judged_scenario("kernels/memcpy-4096", Verdict::incomparable, 1.9e-6, 0);
    scenario.verdict->gates.clear();
    scenario.metrics[metric::wall_time] = summary(1.93e-6, "s", Direction::lower_is_better);
    scenario.verdict->reason = "measured under other conditions than the baseline";
    scenario.verdict->hard_differences = {"compiler: GNU 12.2.0 -> GNU 13.1.0"};
    return scenario;
}

SessionRecord sample_record() {
    SessionRecord session;
    session.id = "2026-01-31T12-30-05Z";
    session.started_at = "2026-01-31T12:30:05Z";
    session.project = "mylib";
    session.configuration = "Release";
    session.host_class = "amd-25-17-2cpu-virtual";
    session.host.cpu_name = "AMD EPYC 9R14";
    session.host.cores = 2;
    session.host.virtualised = true;
    session.host.kernel = "6.1.0-18-amd64";
    session.git = {.commit = "0123456789abcdef0123456789abcdef01234567", .branch = "main", .dirty = true};
    session.mode = "gate";
    session.ratchet_version = "0.1.0";
    session.fitness = {{"virtualisation", false, "a virtual machine", "expect 2 % between boots"},
                       {"load", true, "1.7 processes running on 2 CPUs", "stop other work"}};
    session.calibration.kernel_version = 1;
    session.calibration.kernels = {{"arithmetic", {1.02e-3, 1.01e-3, 1.05e-3}},
                                   {"memory", {3.4e-3, 3.6e-3, 3.5e-3}}};
    session.warnings = {{WarningKind::host_under_load, "load", "1.7 on 2 CPUs"}};
    return session;
}

ProfileRecord sample_profile(ProfileRung rung, std::uint64_t samples, const std::string& why) {
    ProfileRecord profile;
    profile.asked_for = "auto";
    profile.rung = rung;
    profile.why = why;
    profile.runs = 3;
    profile.frequency_hz = 999;
    profile.duration_s = 1.62;
    profile.samples = samples;
    profile.lost = profile.throttled = profile.truncated = 0;
    profile.unrooted = 2;
    return profile;
}

/// One of each kind: the best, a lower rung, too few samples with cut off stacks, none.
void profile_scenarios(std::vector<ScenarioRecord>& scenarios) {
    const std::string paranoid = "kernel.perf_event_paranoid is 2 (sysctl -w kernel.perf_event_paranoid=1)";
    for (ScenarioRecord& scenario : scenarios) {
        const std::string name = scenario.name.full();
        if (name == "tree_search/wide_tree") {
            scenario.profile = profile_with_components();
        } else if (name == "tree_search/cheap_eval" || name == "tree_search/reuse_heavy") {
            scenario.profile = sample_profile(ProfileRung::user_only, 1200, paranoid);
        } else if (name == "tree_search/expensive_eval") {
            scenario.profile = sample_profile(ProfileRung::kernel_and_user, 40, "");
            scenario.profile->truncated = 5;
        } else if (name == "zstd/level1") {
            scenario.profile.emplace().asked_for = "auto";
            scenario.profile->why = "perf_event_open was refused (EPERM); nor by gperftools: not installed";
        }
    }
}

GeometricMean geometric_mean(double change, Verdict verdict) {
    return {5, shift_of(change, 0.011), verdict};
}

}  // namespace

ScenarioRecord judged_scenario(const std::string& full_name, Verdict verdict, double before_s,
                               double change) {
    ScenarioRecord scenario;
    const std::size_t slash = full_name.find('/');
    scenario.name = {full_name.substr(0, slash), full_name.substr(slash + 1)};
    scenario.status = ScenarioStatus::finished;
    scenario.spec.build.compiler = "GNU 12.2.0";
    scenario.spec.build.build_type = "Release";
    scenario.spec.build.flags = "-O2 -g";
    scenario.metrics[metric::wall_time] = summary(before_s * (1 + change), "s", Direction::lower_is_better);
    ScenarioVerdict judged;
    judged.verdict = verdict;
    judged.gates = {wall_time_gate(verdict, before_s, change)};
    scenario.verdict = std::move(judged);
    return scenario;
}

SessionReport green_session() {
    SessionReport report;
    report.session = sample_record();
    report.scenarios = {judged_scenario("tree_search/wide_tree", Verdict::unchanged, 0.0123, 0.003),
                        judged_scenario("tree_search/expensive_eval", Verdict::unchanged, 0.0417, -0.011)};
    SuiteRecord quick;
    quick.suite = "quick";
    quick.complete = true;
    quick.geometric_mean = GeometricMean{2, shift_of(-0.004, 0.009), Verdict::unchanged};
    report.suites = {quick};
    return report;
}

SessionReport sample_session() {
    SessionReport report;
    report.session = sample_record();
    ScenarioRecord regressed = judged_scenario("tree_search/wide_tree", Verdict::regressed, 0.0123, 0.064);
    regressed.verdict->gates.front().reason = "slower by at least 4.2 %, more than the tolerated 2 %";
    regressed.verdict->reason = regressed.verdict->gates.front().reason;
    regressed.runs = runs_with_components(9);
    regressed.artifacts = {{"components", "scenarios/tree_search/wide_tree/runs/001/component_summary.json"}};
    ScenarioRecord inconclusive =
        judged_scenario("tree_search/deep_tree", Verdict::inconclusive, 0.0071, 0.031);
    inconclusive.verdict->gates.front().reason =
        "20 runs do not tell; what limits it is the spread between sessions: record more of them, or use a "
        "duet";
    inconclusive.verdict->reason = inconclusive.verdict->gates.front().reason;
    ScenarioRecord improved = judged_scenario("tree_search/expensive_eval", Verdict::improved, 0.0417, -0.12);
    improved.verdict->gates.front().reason = "faster by at least 9.9 %";
    improved.warnings = {{WarningKind::baseline_stale, metric::wall_time, ""}};
    ScenarioRecord advisory = judged_scenario("tree_search/cheap_eval", Verdict::unchanged, 0.0094, 0.002);
    advisory.warnings = {{WarningKind::soft_difference, "kernel", "6.1.0-17-amd64 -> 6.1.0-18-amd64"}};
    regressed.warnings = advisory.warnings;
    report.scenarios = {judged_scenario("zstd/level1", Verdict::unchanged, 0.0311, -0.007),
                        without_baseline("attention/softmax"),
                        regressed,
                        advisory,
                        failed_scenario(),
                        inconclusive,
                        improved,
                        incomparable(),
                        without_baseline("attention/min_cut"),
                        over_budget(),
                        two_gates()};
    profile_scenarios(report.scenarios);
    SuiteRecord baseline;
    baseline.suite = "baseline";
    baseline.complete = true;
    baseline.geometric_mean = geometric_mean(0.012, Verdict::unchanged);
    SuiteRecord quick;
    quick.suite = "quick";
    quick.not_run = {"chat/http"};
    report.suites = {baseline, quick};
    report.not_run = {"chat/http"};
    report.commands = {.record = "cmake --build build --target update-baselines",
                       .accept = "ratchet baseline update --build build --reason \"...\""};
    report.report_path = "build/perf/latest/report.md";
    return report;
}

SessionReport hostile_session() {
    SessionReport report;
    report.session = sample_record();
    report.session.project = "<img src=x onerror=alert(1)>|`";
    report.session.label = "a\nb\x1b[2J";
    report.session.warnings = {{WarningKind::tool_missing, "<script>", "[x](javascript:alert(1))"}};
    ScenarioRecord scenario = judged_scenario("tree_search/wide_tree", Verdict::regressed, 0.0123, 0.064);
    GateVerdict& gate = scenario.verdict->gates.front();
    gate.gate = "share(malloc|free) <= 5%";
    gate.reason = "| broken | row |\n\n# <script>alert(1)</script> ``` \x1b[31m ![i](http://h/i.png)\r\xff";
    scenario.verdict->reason = gate.reason;
    scenario.verdict->hard_differences = {"flags: -DX=`rm` -> \u202egnp.exe"};
    RunRecord run;
    run.index = 1;
    run.failure = Failure{FailureKind::crashed, "*SIGSEGV* __x__ ~~y~~ $z$ </CTestDetails>"};
    scenario.runs = {run};
    scenario.profile.emplace().why = "| `x`\n# <script>\x1b[31m\xff";
    scenario.artifacts = {{"x`](y)|", "//host/java script:|\n(x).md"}};
    report.scenarios = {scenario};
    report.commands.record = "cmake --build 'a|b' --target `x`";
    report.commands.accept = report.commands.record;
    return report;
}

}  // namespace ratchet::testing
