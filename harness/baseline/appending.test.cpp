#include "baseline/appending.hpp"

#include "baseline/recording.hpp"
#include "catch.hpp"
#include "gate/tau.hpp"

#include <cmath>
#include <utility>

using namespace ratchet;

namespace {

const MetricDefinition wall_seconds{"s", Direction::lower_is_better, MetricScope::iteration};

SessionRecord session_of(int number) {
    SessionRecord session;
    session.id = "session-" + std::to_string(number);
    session.started_at = "2026-03-" + std::to_string(10 + number) + "T14:32:10Z";
    session.host_class = "host";
    session.host.boot_id = "boot-" + std::to_string(number);
    session.host.virtualised = true;
    return session;
}

/// `rounds` rounds of ten runs around `level`.
ScenarioRecord measured(const std::string& name, double level, int rounds = 1,
                        const std::string& code = "accepted code") {
    ScenarioRecord scenario;
    scenario.name = {"group", name};
    scenario.plan.looks = {9, 14, 20};
    scenario.digests.executable = code;
    for (int index = 1; index <= 10 * rounds; ++index) {
        RunRecord run;
        run.index = index;
        run.round = (index - 1) / 10 + 1;
        run.metrics[metric::wall_time] = {level * (1 + 0.005 * std::sin(index)), wall_seconds};
        scenario.runs.push_back(run);
        scenario.metrics[metric::wall_time].values.push_back(run.metrics[metric::wall_time].value);
    }
    scenario.metrics[metric::wall_time].definition = wall_seconds;
    return scenario;
}

Baseline accepted(const std::string& name, double level = 0.010) {
    return record_baselines(session_of(1), {measured(name, level, 3)}, "first level").front();
}

AppendRequest request(Baseline baseline, std::optional<ScenarioRecord> record) {
    return {.scenario = baseline.scenario,
            .gates = {},
            .accepted = std::move(baseline),
            .measured = std::move(record),
            .before = {}};
}

AppendedBaselines append(const Baseline& baseline, const ScenarioRecord& record, int session = 2) {
    return append_session(session_of(session), {request(baseline, record)});
}

std::string why_left_out(const Baseline& baseline, const ScenarioRecord& record, int session = 2) {
    const AppendedBaselines result = append(baseline, record, session);
    CHECK(result.baselines.empty());
    CHECK(result.grown.empty());
    REQUIRE(result.left_out.size() == 1);
    CHECK(result.left_out.front().scenario.full() == "group/a");
    return result.left_out.front().why;
}

}  // namespace

TEST_CASE("a session that agrees joins the baseline, whose level, plan and reason stay") {
    const Baseline before = accepted("a");
    const AppendedBaselines result = append(before, measured("a", 0.01005));
    REQUIRE(result.grown == std::vector<std::string>{"group/a"});
    CHECK(result.left_out.empty());
    const Baseline& after = result.baselines.front();
    REQUIRE(after.sessions.size() == 2);
    CHECK(after.sessions[0] == before.sessions[0]);
    CHECK(after.sessions[1].id == "session-2");
    CHECK(after.sessions[1].rounds.front().at(metric::wall_time).size() == 10);
    CHECK(after.plan == before.plan);
    CHECK(after.reason == "first level");
    CHECK(after.tau_same_boot == before.tau_same_boot);
    CHECK(after.tau_between_boots.empty());  // two boots say nothing yet
}

TEST_CASE("from three boots on, tau between boots is pooled over all baselines, those not measured too") {
    Baseline a = append(accepted("a"), measured("a", 0.01010)).baselines.front();
    Baseline b = append(accepted("b"), measured("b", 0.00985)).baselines.front();
    b = append(b, measured("b", 0.01015), 3).baselines.front();
    const AppendedBaselines result =
        append_session(session_of(3), {request(a, measured("a", 0.00985)), request(b, std::nullopt)});
    CHECK(result.grown == std::vector<std::string>{"group/a"});
    REQUIRE(result.baselines.size() == 2);
    const StoredTau tau = result.baselines[0].tau_between_boots.at(metric::wall_time);
    CHECK(result.baselines[1].tau_between_boots.at(metric::wall_time) == tau);
    CHECK(tau.value > tau_floor(true));
    CHECK(tau.value < 0.02);
    for (const Baseline& baseline : result.baselines) {
        const StoredMargins margins = baseline.margins.at(metric::wall_time);
        CHECK(margins.delta_other_boot != a.margins.at(metric::wall_time).delta_other_boot);
        CHECK(margins.delta_same_boot < margins.delta_other_boot + 1e-9);
    }
}

TEST_CASE("what the gate sees in the boot of the recording does not change with a session of another boot") {
    const Baseline before = accepted("a");
    const Baseline after = append(before, measured("a", 0.010)).baselines.front();
    CHECK(after.margins.at(metric::wall_time).delta_same_boot ==
          before.margins.at(metric::wall_time).delta_same_boot);
}

TEST_CASE("another level, slower or faster, joins nothing by itself") {
    CHECK_THAT(why_left_out(accepted("a"), measured("a", 0.015, 1, "other code")),
               Catch::Contains("wall_time +50.") && Catch::Contains("promote"));
    CHECK_THAT(why_left_out(accepted("a"), measured("a", 0.006, 1, "other code")),
               Catch::Contains("wall_time -40.") && Catch::Contains("by this session alone"));
}

TEST_CASE(
    "an undecided move is the host's where the code is the same, and perhaps the code's where it is not") {
    CHECK(append(accepted("a"), measured("a", 0.0104)).grown.size() == 1);
    CHECK_THAT(why_left_out(accepted("a"), measured("a", 0.0104, 1, "other code")), Catch::Contains("creep"));
    CHECK_THAT(why_left_out(accepted("a"), measured("a", 0.0096, 1, "other code")), Catch::Contains("creep"));
    CHECK(append(accepted("a"), measured("a", 0.0101, 1, "other code")).grown.size() == 1);
}

TEST_CASE("a session joins once") {
    const Baseline baseline = append(accepted("a"), measured("a", 0.010)).baselines.front();
    CHECK_THAT(why_left_out(baseline, measured("a", 0.010)), Catch::Contains("already"));
}

TEST_CASE("what was measured too little, badly or elsewhere joins nothing") {
    ScenarioRecord few = measured("a", 0.010);
    few.runs.resize(8);
    few.metrics[metric::wall_time].values.resize(8);
    CHECK_THAT(why_left_out(accepted("a"), few), Catch::Contains("8 runs of the 9"));

    ScenarioRecord failed = measured("a", 0.010);
    failed.runs[3].failure = Failure{FailureKind::crashed, "killed by SIGSEGV"};
    CHECK_THAT(why_left_out(accepted("a"), failed), Catch::Contains("SIGSEGV"));

    ScenarioRecord other = measured("a", 0.010);
    other.spec.build.compiler = "another";
    CHECK_THAT(why_left_out(accepted("a"), other), Catch::Contains("cannot be compared: compiler"));

    Baseline judged_by_more = accepted("a");
    judged_by_more.metrics["p95_latency"] = wall_seconds;
    judged_by_more.margins["p95_latency"] = {0.05, 0.10};
    CHECK_THAT(why_left_out(judged_by_more, measured("a", 0.010)), Catch::Contains("p95_latency"));
}

TEST_CASE("a session without the counts that a gate asks for joins nothing") {
    AppendRequest wanting = request(accepted("a"), measured("a", 0.010));
    wanting.gates = {"wall_time", "instructions 0.5%"};
    const AppendedBaselines result = append_session(session_of(2), {wanting});
    REQUIRE(result.left_out.size() == 1);
    CHECK_THAT(result.left_out.front().why, Catch::Contains("no count of instructions"));
    wanting.measured->instructions.emplace();
    wanting.measured->instructions->problem = "valgrind was not found";
    CHECK_THAT(append_session(session_of(2), {wanting}).left_out.front().why,
               Catch::Contains("valgrind was not found"));
    wanting.measured->instructions->problem.reset();
    wanting.measured->instructions->source = "callgrind 3.19.0";
    wanting.measured->instructions->totals = {1000, 1000};
    CHECK(append_session(session_of(2), {wanting}).grown.size() == 1);
}

TEST_CASE("a scenario without a baseline is left out, and one that was not measured is not mentioned") {
    const AppendedBaselines result = append_session(
        session_of(2),
        {{.scenario = {"group", "a"},
          .gates = {},
          .accepted = {},
          .measured = measured("a", 1),
          .before = {}},
         {.scenario = {"group", "b"}, .gates = {}, .accepted = {}, .measured = {}, .before = {}},
         request(accepted("c"), std::nullopt)});
    CHECK(result.baselines.empty());
    REQUIRE(result.left_out.size() == 1);
    CHECK_THAT(result.left_out.front().why, Catch::Contains("no baseline"));
}

TEST_CASE("a full baseline keeps the session that its level was accepted by, and the newest others") {
    Baseline baseline = accepted("a");
    for (int session = 2; session <= static_cast<int>(most_sessions) + 1; ++session) {
        baseline = append(baseline, measured("a", 0.010), session).baselines.front();
    }
    REQUIRE(baseline.sessions.size() == most_sessions);
    CHECK(baseline.sessions.front().id == "session-1");
    CHECK(baseline.sessions[1].id == "session-3");
    CHECK(baseline.sessions.back().id == "session-" + std::to_string(most_sessions + 1));
}

namespace {

/// As measured by session 2, in which a duet with `reference` had this to say of the time.
ScenarioRecord with_duet(ScenarioRecord record, const std::string& reference, Verdict verdict) {
    DuetRecord& duet = record.duet.emplace();
    duet.reference.digests.executable = reference;
    GateVerdict& gate = duet.verdict.gates.emplace_back();
    gate.metric = metric::wall_time;
    gate.verdict = duet.verdict.verdict = verdict;
    return record;
}

AppendRequest improved_request(const Baseline& baseline, const ScenarioRecord& record,
                               std::optional<MeasuredBefore> before) {
    AppendRequest result = request(baseline, record);
    result.before = std::move(before);
    return result;
}

}  // namespace

TEST_CASE("an improvement that another session shows too becomes the level, with both sessions") {
    const Baseline before = accepted("a");
    const ScenarioRecord faster = measured("a", 0.0085, 1, "other code");
    const ScenarioRecord earlier = measured("a", 0.0086, 1, "code between");
    const AppendedBaselines result = append_session(
        session_of(3), {improved_request(before, faster, MeasuredBefore{session_of(2), earlier})});
    REQUIRE(result.moved == std::vector<std::string>{"group/a"});
    CHECK(result.grown == result.moved);
    const Baseline& after = result.baselines.front();
    REQUIRE(after.sessions.size() == 2);
    CHECK(after.sessions[0].id == "session-2");
    CHECK(after.sessions[1].id == "session-3");
    CHECK(after.reason.empty());
    CHECK(after.plan == before.plan);
    CHECK(after.epoch.at(metric::wall_time).session == "session-2");
    CHECK(after.margins.contains(metric::wall_time));
}

TEST_CASE("a session does not confirm itself, nor one that shows no gain, or failed") {
    const Baseline baseline = accepted("a");
    const ScenarioRecord faster = measured("a", 0.0085, 1, "other code");
    const auto is_taken = [&](int session, const ScenarioRecord& record) {
        return !append_session(session_of(3), {improved_request(baseline, faster,
                                                                MeasuredBefore{session_of(session), record})})
                    .moved.empty();
    };
    CHECK(is_taken(2, faster));
    CHECK_FALSE(is_taken(3, faster));
    CHECK_FALSE(is_taken(2, measured("a", 0.010, 1, "other code")));
    CHECK_FALSE(is_taken(2, measured("a", 0.0065, 1, "yet other code")));  // a gain, but another level
    CHECK_FALSE(is_taken(2, measured("a", 0.0070, 1, "other code")));      // nor the host's doing
    CHECK_FALSE(is_taken(2, measured("a", 0.012, 1, "other code")));
    ScenarioRecord failed = faster;
    failed.runs[3].failure = Failure{FailureKind::crashed, "killed by SIGSEGV"};
    CHECK_FALSE(is_taken(2, failed));
    ScenarioRecord elsewhere = faster;
    elsewhere.spec.build.compiler = "another";
    CHECK_FALSE(is_taken(2, elsewhere));
}

TEST_CASE(
    "an improvement that a duet with the accepted build shows becomes the level, and no other duet's does") {
    const Baseline baseline = accepted("a");
    const ScenarioRecord faster = measured("a", 0.0085, 1, "other code");
    const auto is_taken = [&](const std::string& reference, Verdict verdict) {
        const AppendedBaselines result =
            append_session(session_of(2), {request(baseline, with_duet(faster, reference, verdict))});
        return !result.moved.empty();
    };
    CHECK(is_taken("accepted code", Verdict::improved));
    CHECK_FALSE(is_taken("accepted code", Verdict::unchanged));
    CHECK_FALSE(is_taken("code of another day", Verdict::improved));
    CHECK_FALSE(is_taken("", Verdict::improved));

    const auto is_taken_beside = [&](Verdict verdict) {
        const AppendedBaselines result = append_session(
            session_of(3), {improved_request(baseline, with_duet(faster, "accepted code", verdict),
                                             MeasuredBefore{session_of(2), faster})});
        return !result.moved.empty();
    };
    CHECK(is_taken_beside(Verdict::inconclusive));
    CHECK_FALSE(is_taken_beside(Verdict::unchanged));  // the duet overrules what two sessions show

    ScenarioRecord by_commit = with_duet(faster, "built anew", Verdict::improved);
    by_commit.duet->reference.commit = "abc";
    Baseline committed = baseline;
    committed.sessions.front().git.commit = "abc";
    CHECK(append(committed, by_commit).moved.size() == 1);
    committed.sessions.front().git.commit = "def";
    CHECK(append(committed, by_commit).moved.empty());
}

TEST_CASE("a level that a confirmed improvement moved is what later sessions are compared with") {
    const Baseline faster = append(accepted("a"), with_duet(measured("a", 0.0085, 1, "other code"),
                                                            "accepted code", Verdict::improved))
                                .baselines.front();
    CHECK(append(faster, measured("a", 0.00852, 1, "other code"), 3).grown.size() == 1);
    CHECK_THAT(why_left_out(faster, measured("a", 0.0105, 1, "yet other code"), 3),
               Catch::Contains("another level") || Catch::Contains("creep"));
}

TEST_CASE(
    "by other code a session beyond delta of the epoch does not join, however near it is to the others") {
    Baseline baseline = accepted("a", 0.0110);
    const double delta = baseline.margins.at(metric::wall_time).delta_other_boot;
    baseline.epoch[metric::wall_time] = {"long ago", "abc", "2025-01-01T00:00:00Z",
                                         0.0110 / (1 + delta) * 0.99};
    CHECK_THAT(why_left_out(baseline, measured("a", 0.0110, 1, "other code")),
               Catch::Contains("wall_time has drifted by +") && Catch::Contains("since abc"));
    CHECK(append(baseline, measured("a", 0.0110)).grown.size() == 1);  // the same code: the host's doing
    baseline.epoch.clear();
    CHECK(append(baseline, measured("a", 0.0110, 1, "other code")).grown.size() == 1);
}
