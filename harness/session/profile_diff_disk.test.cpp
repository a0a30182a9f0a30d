#include "session/profile_diff_disk.hpp"

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

TakenProfile profile_of(const std::string& folded) {
    TakenProfile profile;
    profile.stacks = read_folded(folded, "test");
    profile.rung = ProfileRung::user_only;
    return profile;
}

SessionRecord profile_draft() {
    SessionRecord draft;
    draft.owner = {1, 7, "boot"};
    draft.started_at = "2026-03-25T14:32:10Z";
    draft.mode = "gate";
    return draft;
}

/// A session with a profiled scenario, and the baseline that it was judged by.
struct SessionWithBaseline {
    testing::TemporaryDirectory directory;
    SessionDirectory session = SessionStore(directory.path()).open(profile_draft());
    ScenarioRecord record;
    Baseline baseline;

    SessionWithBaseline() {
        record.name = record.spec.name = {"group", "work"};
        record.plan.looks = {9};
        write_profile_files(profile_of("p`main;p`hash 600\np`main;p`sort 400\n"),
                            session.path() / artifacts::profile_directory(record.name), {}, {},
                            {.program = "/nowhere/dot"});
        record.artifacts["stacks.folded"] = artifacts::stacks_file(record.name);
        baseline.scenario = record.name;
        baseline.host_class = "host";
        baseline.plan.looks = {9};
        baseline.metrics["wall_time"] = {"s", Direction::lower_is_better, MetricScope::iteration};
        BaselineSession recorded;
        recorded.id = "2026-03-24T14-32-10Z";
        recorded.git.commit = "0123456789abcdef";
        recorded.rounds = {{{"wall_time", {0.010, 0.011}}}};
        baseline.sessions = {recorded};
    }

    void keep_baseline_with(const std::string& folded) {
        const KeptProfile kept = *profile_to_keep(profile_of(folded), "2026-03-24T14-32-10Z", 1);
        baseline.profile = kept.about;
        session.write_baseline(baseline);
        session.write_text(artifacts::judged_stacks_file(record.name), kept.stacks);
    }

    [[nodiscard]] fs::path file() const { return session.path() / artifacts::profile_diff_file(record.name); }
    std::string drawn() {
        draw_profile_diff(record, session);
        REQUIRE(record.artifacts.at("diff.svg") == "scenarios/group/work/profile/diff.svg");
        return artifacts::read_text(file());
    }
};

}  // namespace

TEST_CASE("a profile is drawn against its baseline's, shares where the time is not known") {
    SessionWithBaseline bench;
    bench.keep_baseline_with("p`main;p`hash 300\np`main;p`sort 700\n");
    const std::string svg = bench.drawn();
    CHECK_THAT(svg, Contains("<svg") && Contains("group/work") &&
                        Contains("shares of the whole are compared") &&
                        Contains("2026-03-25T14-32-10Z against the baseline of 2026-03-24T14-32-10Z "
                                 "(0123456789ab)"));
    CHECK_THAT(svg, Contains("self 30.00 % → 60.00 %: +30.00 points"));
}

TEST_CASE("where a verdict tells how the time moved, shares are of the baseline's time") {
    SessionWithBaseline bench;
    bench.keep_baseline_with("p`main;p`hash 300\np`main;p`sort 700\n");
    GateVerdict gate;
    gate.metric = "wall_time";
    gate.shift = Shift{std::log(1.5), 0.3, 0.5};
    gate.standard_error = 0.01;
    bench.record.verdict.emplace().gates = {gate};
    CHECK_THAT(bench.drawn(), Contains("the current takes 1.5") && Contains("0.015 times as long") &&
                                  Contains("self 30.00 % → 90.00 %: +60.00 points"));
}

TEST_CASE("without stacks on both sides there is no picture, and an earlier one goes") {
    SessionWithBaseline bench;
    bench.keep_baseline_with("p`main;p`hash 300\np`main;p`sort 700\n");
    bench.drawn();
    SECTION("no profile") {
        bench.record.artifacts.erase("stacks.folded");
    }
    SECTION("its files were not taken along") {
        fs::remove(bench.session.path() / artifacts::stacks_file(bench.record.name));
    }
    SECTION("no stacks of the baseline") {
        fs::remove(bench.session.path() / artifacts::judged_stacks_file(bench.record.name));
    }
    SECTION("stacks of another baseline") {
        bench.session.write_text(artifacts::judged_stacks_file(bench.record.name), "main 1\n");
    }
    SECTION("a baseline that has none") {
        bench.baseline.profile.reset();
        bench.session.write_baseline(bench.baseline);
    }
    SECTION("stacks of something else") {
        bench.baseline.profile->unit = "instructions";
        bench.session.write_baseline(bench.baseline);
    }
    SECTION("a damaged profile") {
        bench.session.write_text(artifacts::stacks_file(bench.record.name), "p`main;p`hash\n");
    }
    SECTION("stacks by another profiler") {
        bench.baseline.profile->rung = ProfileRung::gperftools;
        bench.session.write_baseline(bench.baseline);
    }
    SECTION("no baseline") {
        fs::remove(bench.session.path() / artifacts::judged_baseline_file(bench.record.name));
    }
    draw_profile_diff(bench.record, bench.session);
    CHECK_FALSE(bench.record.artifacts.contains("diff.svg"));
    CHECK_FALSE(fs::exists(bench.file()));
}
