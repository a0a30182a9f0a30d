#include "testing/simulation/recorded_trial.hpp"

#include "artifacts/baseline_codec.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "gate/synthetic.test.hpp"
#include "session/judgement.hpp"
#include "session/session_store_disk.hpp"
#include "testing/simulation/validation_table.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <fstream>

using namespace ratchet;
using namespace ratchet::testing;
using Catch::Matchers::Contains;

namespace {

/// Nine runs that are `slowdown` slower than the baseline, as a session has them, with paths of the machine.
RecordedTrial judged_trial(double slowdown) {
    const Conditions now = synthetic::conditions("after");
    RecordedTrial trial;
    trial.session.id = "now";
    trial.session.host = now.host;
    trial.session.started_at = "2026-01-02T03:04:05Z";
    // As it would be read: the file has fewer digits.
    trial.baseline = artifacts::baseline_from_json(artifacts::to_json(synthetic::baseline()), "a baseline");
    ScenarioRecord& scenario = trial.scenario;
    scenario.name = scenario.spec.name = {"group", "name"};
    scenario.spec.command = {"/home/somebody/program"};
    scenario.spec.working_directory = "/home/somebody";
    scenario.spec.build = now.build;
    scenario.status = ScenarioStatus::finished;
    scenario.plan = now.plan;
    scenario.digests = now.digests;
    scenario.runs = synthetic::timed_runs(synthetic::values(9, 0.1 * (1 + slowdown), 0.01));
    for (RunRecord& run : scenario.runs) {
        run.iteration_times_s = {0.1, 0.1 + slowdown};
    }
    scenario.metrics = summarise_metrics(scenario.runs);
    scenario.calibration = synthetic::calibration(1e-3, 10);
    scenario.verdict = replay(trial);
    return trial;
}

RecordedTrial kept(double slowdown) {
    const TemporaryDirectory directory;
    const RecordedTrial trial = judged_trial(slowdown);
    const SessionDirectory session(directory.path());
    session.write(trial.session);
    session.write_baseline(*trial.baseline);
    for (const RunRecord& run : trial.scenario.runs) {
        session.write_run(trial.scenario.name, run);
    }
    session.write_scenario(trial.scenario);
    return keep_trial(directory.path());
}

}  // namespace

TEST_CASE("what is kept of a session gives its verdict again, after it was written and read") {
    const RecordedTrial trial = kept(0.2);
    const RecordedTrial read = trial_from_line(to_line(trial), "a line");
    CHECK(replay(read) == *read.scenario.verdict);
    CHECK(replay(read).verdict == Verdict::regressed);
    CHECK(to_line(read) == to_line(trial));
}

TEST_CASE("no path of the machine is kept, and the iterations of the first run alone") {
    const RecordedTrial trial = kept(0);
    CHECK_THAT(to_line(trial), !Contains("/home/"));
    CHECK(trial.iterations_s == std::vector<double>{0.1, 0.1});
}

TEST_CASE("campaigns are read from files that were packed, and counted by their replayed verdicts") {
    const TemporaryDirectory directory;
    const auto write = [&](const std::string& name, std::vector<RecordedTrial> trials) {
        std::ofstream file(directory.path() / name);
        for (const RecordedTrial& trial : trials) {
            file << to_line(trial) << '\n';
        }
    };
    RecordedTrial recording = kept(0);
    recording.session.id = synthetic::baseline().sessions.back().id;
    write("stage1-idle-0.2.jsonl", {kept(0.2), kept(0)});
    write("recording-idle-0.jsonl", {recording});
    write("notes.txt", {});
    const SubprocessResult packed = run_subprocess(
        {"xz", (directory.path() / "stage1-idle-0.2.jsonl").string()}, "", std::chrono::seconds(20));
    if (packed.start_error) {
        WARN("xz is not installed (package xz-utils): packed files are not read");
    } else {
        REQUIRE(packed.succeeded());
    }
    const std::vector<Campaign> campaigns = read_campaigns(directory.path());
    REQUIRE(campaigns.size() == 2);
    const Campaign& judged = campaigns[1];
    CHECK((judged.kind == "stage1" && judged.host == "idle" && judged.slowdown == 0.2));
    const ReplayedCampaign replayed = replay(judged);
    CHECK(replayed.same_verdict == 2);
    CHECK(replayed.outcomes.regressed == 1);
    CHECK(replayed.outcomes.unchanged == 1);
    const std::vector<RuleAlarms> peers = judge_by_peers(judged, campaigns, 1);
    CHECK(peers.front().at.front() == Alarms{0.2, 2, 1});
    CHECK_THAT(campaigns_table(campaigns), Contains("| stored baseline, idle | +20 % | 2 | 1 | 1 | 0 |"));
}

TEST_CASE("what is no trial and what is no session of one scenario is refused") {
    CHECK_THROWS_WITH(trial_from_line("{}", "file:3"), Contains("file:3") && Contains("no recorded trial"));
    CHECK_THROWS_AS(trial_from_line("not JSON", "file:3"), Error);
    const TemporaryDirectory directory;
    CHECK_THROWS_WITH(keep_trial(directory.path()), Contains("one scenario"));
}

TEST_CASE("a table says what was claimed and was not kept") {
    Characteristics found;
    found.no_change = {.trials = 100000, .regressed = 11, .unchanged = 99989, .covered = 99000};
    found.at_theta = {.trials = 100, .regressed = 1};
    found.at_delta = {.trials = 100, .unchanged = 2};
    found.at_detectable = {.trials = 100, .regressed = 89};
    found.printed = {0.05, 0.05, 0.08};
    found.oracle = 0.05;
    const std::string table = claims_table({{"quiet", "duet", found}});
    CHECK_THAT(table, Contains("11 of 100000: 0.011 % (not kept)"));
    CHECK_THAT(table, Contains("| 1 % | 2 % (not kept) | 89 % (not kept) |"));
    CHECK_THAT(table, Contains("5.0 % / 5.0 % = 1.00; 66.7 % within 1.3 |"));
}
