#include "session/regression_cause_process.hpp"

#include "artifacts/layout.hpp"
#include "artifacts/store_disk.hpp"
#include "baseline/baseline_profile_disk.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"
#include "profile/profile_files_disk.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <cmath>

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using namespace ratchet;

namespace {

TakenProfile taken_profile(const std::string& folded, ProfileRung rung = ProfileRung::kernel_and_user) {
    TakenProfile profile;
    profile.stacks = read_folded(folded, "test");
    profile.rung = rung;
    return profile;
}

SessionRecord draft_of_cause() {
    SessionRecord draft;
    draft.owner = {1, 7, "boot"};
    draft.started_at = "2026-03-25T14:32:10Z";
    draft.mode = "gate";
    return draft;
}

/// A session with a scenario that takes 1.5 times as long as its baseline, and the stacks of both: sort went
/// from 70 % to 80 %, which is by 0.5 of the baseline's time, and hash stayed where it was.
struct SlowerSession {
    testing::TemporaryDirectory directory;
    SessionDirectory session = SessionStore(directory.path() / "perf").open(draft_of_cause());
    ScenarioRecord record;
    Baseline baseline;

    SlowerSession() {
        record.name = record.spec.name = {"group", "work"};
        record.plan.looks = {9};
        record.profile.emplace();
        record.profile->rung = ProfileRung::kernel_and_user;
        write_profile("p`main;p`hash 2000\np`main;p`sort 8000\n", ProfileRung::kernel_and_user);
        GateVerdict gate;
        gate.metric = metric::wall_time;
        gate.verdict = Verdict::regressed;
        gate.shift = Shift{std::log(1.5), 0.3, 0.5};
        gate.standard_error = 0.01;
        record.verdict.emplace().gates = {gate};
        record.verdict->verdict = Verdict::regressed;
        baseline.scenario = record.name;
        baseline.host_class = "host";
        baseline.plan.looks = {9};
        baseline.metrics["wall_time"] = {"s", Direction::lower_is_better, MetricScope::iteration};
        BaselineSession recorded;
        recorded.id = "2026-03-24T14-32-10Z";
        recorded.git.commit = "0123456789abcdef0123456789abcdef01234567";
        recorded.rounds = {{{"wall_time", {0.010, 0.011}}}};
        baseline.sessions = {recorded};
        keep_baseline("p`main;p`hash 3000\np`main;p`sort 7000\n", ProfileRung::kernel_and_user);
    }

    void write_profile(const std::string& folded, ProfileRung rung) {
        write_profile_files(taken_profile(folded, rung),
                            session.path() / artifacts::profile_directory(record.name), {}, {},
                            {.program = "/nowhere/dot"});
        record.artifacts["stacks.folded"] = artifacts::stacks_file(record.name);
    }

    void keep_baseline(const std::string& folded, ProfileRung rung) {
        const KeptProfile kept = *profile_to_keep(taken_profile(folded, rung), baseline.sessions[0].id, 1);
        baseline.profile = kept.about;
        session.write_baseline(baseline);
        session.write_text(artifacts::judged_stacks_file(record.name), kept.stacks);
    }

    void forget(const std::string& file) const { fs::remove_all(session.path() / file); }

    bool explain() { return explain_regression(record, session, directory.path().string()); }

    std::string note() {
        explain();
        REQUIRE(record.grown_functions);
        CHECK(record.grown_functions->functions.empty());
        CHECK(record.verdict->verdict == Verdict::regressed);
        return record.grown_functions->note;
    }
};

}  // namespace

TEST_CASE("what a session has of both profiles tells which function grew") {
    SlowerSession bench;
    CHECK(bench.explain());
    const GrownFunctions& grown = bench.record.grown_functions.value();
    REQUIRE(grown.functions.size() == 1);
    CHECK(grown.functions[0].function == "sort");
    CHECK(grown.functions[0].grew_by == Approx(0.5));
    CHECK(grown.functions[0].source_file.empty());
    CHECK_FALSE(grown.functions[0].changed_since_baseline);
    CHECK(grown.time_ratio == Approx(1.5));
    CHECK(grown.time_ratio_error == Approx(0.015));
    CHECK_FALSE(bench.explain());  // the same again
}

TEST_CASE("only what regressed in time and was profiled is explained") {
    SlowerSession bench;
    bench.explain();
    SECTION("another verdict") {
        bench.record.verdict->verdict = Verdict::inconclusive;
    }
    SECTION("another metric") {
        bench.record.verdict->gates.front().metric = metric::peak_rss;
    }
    SECTION("no profile was asked for") {
        bench.record.profile.reset();
    }
    SECTION("no baseline") {
        bench.forget(artifacts::judged_baseline_file(bench.record.name));
    }
    ScenarioRecord again = bench.record;
    CHECK(bench.explain());
    CHECK_FALSE(bench.record.grown_functions);
    explain_again(again, bench.session);
    CHECK_FALSE(again.grown_functions);
}

TEST_CASE("what is missing is said, and the verdict stays") {
    SlowerSession bench;
    SECTION("no profile was to be had") {
        bench.record.artifacts.clear();
        bench.record.profile->why = "EPERM";
        CHECK(bench.note() == "there is no profile of this build: EPERM");
    }
    SECTION("the baseline has no stacks") {
        bench.forget(artifacts::judged_stacks_file(bench.record.name));
        CHECK_THAT(bench.note(), Contains("the baseline has no stacks to compare with"));
    }
    SECTION("they are those of something else") {
        bench.session.write_text(artifacts::judged_stacks_file(bench.record.name), "p`main 5\n");
        CHECK_THAT(bench.note(), Contains("the baseline has no stacks to compare with"));
    }
    SECTION("they are by another profiler") {
        bench.keep_baseline("p`main 5000\n", ProfileRung::gperftools);
        CHECK_THAT(bench.note(), Contains("different profilers"));
    }
    SECTION("the stacks cannot be read") {
        bench.session.write_text(artifacts::stacks_file(bench.record.name), "\xff no number\n");
        CHECK_THAT(bench.note(), Contains("stacks.folded"));
    }
    SECTION("the directory is gone") {
        bench.forget(artifacts::profile_directory(bench.record.name));
        CHECK_THAT(bench.note(), Contains("profile"));
    }
}

TEST_CASE("explained again, numbers are new and what is known of sources stays") {
    SlowerSession bench;
    bench.explain();
    FunctionGrowth& sort = bench.record.grown_functions->functions.front();
    sort.grew_by = 7;
    sort.source_file = "src/sort.cpp";
    sort.changed_since_baseline = true;
    sort.changed_files = {"src/sort.cpp"};
    bench.record.grown_functions->baseline_commit = "abc";
    bench.record.grown_functions->sources_note = "noted";
    const GrownFunctions known = *bench.record.grown_functions;
    explain_again(bench.record, bench.session);
    const GrownFunctions& again = bench.record.grown_functions.value();
    CHECK(again.functions.at(0).grew_by == Approx(0.5));
    CHECK(again.functions.at(0).source_file == "src/sort.cpp");
    CHECK(again.functions.at(0).changed_since_baseline == std::optional(true));
    CHECK(again.functions.at(0).changed_files == std::vector<std::string>{"src/sort.cpp"});
    CHECK(again.baseline_commit == "abc");
    CHECK(again.sources_note == "noted");

    // Without the stacks nothing can be new.
    bench.record.grown_functions = known;
    bench.forget(artifacts::profile_directory(bench.record.name));
    explain_again(bench.record, bench.session);
    CHECK(bench.record.grown_functions == known);
}
