#include "many_scenarios.hpp"

#include "artifacts/layout.hpp"
#include "baseline/recording.hpp"
#include "session/judgement.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace selfcheck {
namespace {

using namespace ratchet;

constexpr std::size_t patterns = 20;
constexpr int runs_now = 9;
constexpr int runs_of_baseline = 30;
constexpr int runs_of_round = 10;

SessionRecord make_session(const std::string& id) {
    SessionRecord session;
    session.id = id;
    session.started_at = "2026-01-31T12:30:05Z";
    session.host_class = "amd-25-17-2cpu-virtual";
    session.host.architecture = "x86_64";
    session.host.cpu_vendor = "AuthenticAMD";
    session.host.cpu_name = "AMD EPYC 9354P";
    session.host.cores = 2;
    session.host.virtualised = true;
    session.host.kernel = "6.1.0-18-amd64";
    session.host.boot_id = "4dfe1f2c-93a5-4a6c-bb3b-6d4f5a6c0e11";
    return session;
}

double scattered(statistics::Random& random, double level, double sd) {
    return level * std::exp(sd * random.normal());
}

RunRecord make_run(int index, int round, double wall_time_s, statistics::Random& random) {
    RunRecord run;
    run.index = index;
    run.round = round;
    run.metrics[metric::wall_time] = {wall_time_s, {"s", Direction::lower_is_better, MetricScope::iteration}};
    const auto add = [&](const char* name, const char* unit, double value) {
        run.metrics[name] = {value, {unit, Direction::lower_is_better, MetricScope::whole_process}};
    };
    add(metric::user_time, "s", scattered(random, 0.2, 0.02));
    add(metric::system_time, "s", scattered(random, 0.01, 0.2));
    add(metric::peak_rss, "B", 4096.0 * static_cast<double>(800 + random.index(20)));
    add(metric::minor_faults, "1", static_cast<double>(130 + random.index(10)));
    add(metric::major_faults, "1", 0);
    add(metric::voluntary_switches, "1", static_cast<double>(1 + random.index(3)));
    add(metric::involuntary_switches, "1", static_cast<double>(2 + random.index(10)));
    return run;
}

ScenarioRecord make_record(const std::string& name, double level, int runs, const std::string& digest,
                           statistics::Random& random) {
    ScenarioRecord record;
    record.name = {"many", name};
    record.spec.name = record.name;
    record.spec.description = "one of very many scenarios";
    record.spec.command = {"/build/benchmarks/many/many"};
    record.spec.working_directory = "/build/benchmarks/many";
    record.spec.baseline_directory = "/source/baselines";
    record.spec.suites = {"many"};
    record.spec.build = {"Release", "GNU 12.2.0", "-O2 -g", true, ""};
    record.plan = {
        .iterations = 200, .warmup_iterations = 2, .batch = 1, .looks = {9, 14, 20}, .seed = 20260101};
    record.plan_origin = "baseline";
    record.requested_runs = runs;
    record.digests.executable = std::string(64, 'a') + digest;
    record.calibration.kernel_version = 2;
    record.runs.reserve(static_cast<std::size_t>(runs));
    for (int index = 1; index <= runs; ++index) {
        record.runs.push_back(
            make_run(index, 1 + (index - 1) / runs_of_round, scattered(random, level, 0.01), random));
    }
    for (const char* kernel : {"arithmetic", "branches", "memory"}) {
        for (int i = 0; i <= runs; ++i) {
            record.calibration.kernels[kernel].push_back(scattered(random, 0.005, 0.002));
        }
    }
    record.metrics = summarise_metrics(record.runs);
    return record;
}

double change_of(std::size_t index) {
    const Verdict expected = expected_verdict(index);
    return expected == Verdict::regressed ? 1.2 : expected == Verdict::improved ? 1 / 1.2 : 1;
}

/// The same with another name, and with all times longer by a factor, which no verdict depends on.
Baseline renamed(Baseline baseline, const ScenarioName& name, double factor) {
    baseline.scenario = name;
    for (RoundValues& round : baseline.sessions.front().rounds) {
        for (double& value : round.at(metric::wall_time)) {
            value *= factor;
        }
    }
    return baseline;
}

}  // namespace

MeasuredProject make_project(std::size_t count, std::uint64_t seed) {
    statistics::Random random(seed);
    std::vector<ScenarioRecord> recorded;
    for (std::size_t i = 0; i < std::min(count, patterns); ++i) {
        recorded.push_back(make_record(std::to_string(i), 0.01, runs_of_baseline, "before", random));
    }
    const std::vector<Baseline> baselines = record_baselines(make_session("recorded"), recorded, "");

    MeasuredProject project{.session = make_session("now"), .scenarios = {}};
    project.scenarios.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double factor = 1 + 1e-4 * static_cast<double>(i);
        ScenarioRecord record =
            make_record(std::to_string(i), 0.01 * factor * change_of(i), runs_now, "after", random);
        Baseline baseline = renamed(baselines[i % patterns], record.name, factor);
        record.status = ScenarioStatus::finished;
        record.verdict = judge_record(record, project.session, baseline, "").verdict;
        project.scenarios.push_back({std::move(record), std::move(baseline)});
    }
    return project;
}

Verdict expected_verdict(std::size_t index) {
    return index % patterns == 0   ? Verdict::regressed
           : index % patterns == 1 ? Verdict::improved
                                   : Verdict::unchanged;
}

bool are_as_expected(const std::vector<Verdict>& verdicts) {
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (verdicts[i] != expected_verdict(i)) {
            return false;
        }
    }
    return true;
}

}  // namespace selfcheck
