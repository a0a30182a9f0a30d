#include "report/profile_table.hpp"

#include "catch.hpp"
#include "report/profile_wording.hpp"
#include "sample_session.hpp"

#include <cstdint>
#include <optional>

using namespace ratchet;
using Catch::Contains;
using Lines = std::vector<std::string>;
using Remarks = std::map<std::string, Lines>;

namespace {

ScenarioRecord profiled_scenario(const std::string& name, std::optional<ProfileRung> rung,
                                 std::uint64_t samples, const std::string& why = "") {
    ScenarioRecord scenario = testing::judged_scenario(name, Verdict::unchanged, 1, 0);
    ProfileRecord& profile = scenario.profile.emplace();
    profile.rung = rung;
    profile.samples = samples;
    profile.why = why;
    profile.runs = rung ? 2 : 0;
    if (rung && is_sampled(*rung)) {
        profile.frequency_hz = 999;
        profile.lost = profile.throttled = profile.truncated = profile.unrooted = 0;
    }
    return scenario;
}

SessionReport profiled_report(std::vector<ScenarioRecord> scenarios) {
    SessionReport report;
    report.scenarios = std::move(scenarios);
    return report;
}

Lines cells_of(const Row& row) {
    Lines cells;
    for (const Cell& cell : row.cells) {
        cells.push_back(cell.text);
    }
    return cells;
}

}  // namespace

TEST_CASE("a profiler that tells nothing of its losses is not said to have none") {
    ScenarioRecord scenario = profiled_scenario("a/x", ProfileRung::gperftools, 500);
    scenario.profile->lost.reset();
    scenario.profile->throttled.reset();
    CHECK(cells_of(profile_table(profiled_report({scenario})).rows[0]) ==
          Lines{"a/x", "sampled by gperftools' libprofiler.so, user functions alone", "2", "999", "500", "",
                "0.0 %", "0.0 %"});
    scenario.profile->truncated.reset();
    scenario.profile->unrooted.reset();
    CHECK(profile_lines(profiled_report({scenario})).front() ==
          "profile of a/x: sampled by gperftools' libprofiler.so, user functions alone; 500 samples.");
}

TEST_CASE("the table of profiles has a row for each that was asked for, worst scenario first") {
    ScenarioRecord lossy = profiled_scenario("a/lossy", ProfileRung::user_only, 300);
    lossy.profile->lost = 100;
    lossy.profile->truncated = 30;
    lossy.profile->unrooted = 3;
    ScenarioRecord failed = profiled_scenario("z/none", std::nullopt, 0, "EPERM");
    failed.verdict->verdict = Verdict::failed;
    const Table table =
        profile_table(profiled_report({lossy, testing::judged_scenario("a/unasked", Verdict::unchanged, 1, 0),
                                       failed, profiled_scenario("b/counted", ProfileRung::callgrind, 12'345),
                                       profiled_scenario("c/events", ProfileRung::counters, 0)}));
    REQUIRE(table.rows.size() == 4);
    CHECK(cells_of(table.rows[0]) == Lines{"z/none", "no profile", "", "", "", "", "", ""});
    CHECK(cells_of(table.rows[1]) == Lines{"a/lossy",
                                           "sampled by the kernel's perf events, user functions alone", "2",
                                           "999", "300", "25.0 %", "10.0 %", "1.0 %"});
    CHECK(cells_of(table.rows[2]) ==
          Lines{"b/counted",
                "instructions counted by callgrind, shared out over its call graph (an estimate)", "2", "",
                "12345", "", "", ""});
    CHECK(cells_of(table.rows[3])[4].empty());
    CHECK(profile_table(profiled_report({})).rows.empty());
}

TEST_CASE("why no better profile is said once, and of whom") {
    const SessionReport report =
        profiled_report({profiled_scenario("a/x", ProfileRung::user_only, 500, "paranoid"),
                         profiled_scenario("a/y", ProfileRung::user_only, 500, "paranoid"),
                         profiled_scenario("a/z", std::nullopt, 0, "EPERM"),
                         profiled_scenario("b/idle", ProfileRung::kernel_and_user, 0, "it slept"),
                         profiled_scenario("b/brief", ProfileRung::kernel_and_user, 7),
                         profiled_scenario("b/best", ProfileRung::kernel_and_user, 100)});
    CHECK(profile_remarks(report) ==
          Remarks{{"no better profile: paranoid", {"a/x", "a/y"}},
                  {"no profile: EPERM", {"a/z"}},
                  {"no samples: it slept", {"b/idle"}},
                  {"7 samples say little: measure longer or more often", {"b/brief"}}});
    CHECK(
        profile_lines(report) ==
        Lines{"profiles of 3 scenarios: sampled by the kernel's perf events, kernel and user functions; 107 "
              "samples, lost 0 (0.0 %), truncated 0 (0.0 %), unrooted 0 (0.0 %), throttled 0 times.",
              "profiles of 2 scenarios: sampled by the kernel's perf events, user functions alone; 1000 "
              "samples, "
              "lost 0 (0.0 %), truncated 0 (0.0 %), unrooted 0 (0.0 %), throttled 0 times.",
              "no better profile: paranoid (2 scenarios).", "no profile: EPERM (a/z).",
              "no samples: it slept (b/idle).", "doubtful profiles: b/brief; the report says why."});
}

TEST_CASE("of one scenario alone the doubts are told in full") {
    ScenarioRecord scenario = profiled_scenario("a/x", ProfileRung::gperftools, 50);
    scenario.profile->lost = 50;
    CHECK(profile_lines(profiled_report({scenario})) ==
          Lines{"profile of a/x: sampled by gperftools' libprofiler.so, user functions alone; 50 samples, "
                "lost 50 "
                "(50.0 %), truncated 0 (0.0 %), unrooted 0 (0.0 %), throttled 0 times.",
                "50 samples say little: measure longer or more often (a/x).",
                "unreliable: 50.0 % of the samples were lost; a lower frequency, or 'ratchet exec --profile "
                "--stacks fp', loses fewer (a/x)."});
    CHECK(profile_lines(profiled_report({profiled_scenario("a/x", ProfileRung::callgrind, 7)})) ==
          Lines{"profile of a/x: instructions counted by callgrind, shared out over its call graph (an "
                "estimate); 7 "
                "instructions."});
    CHECK(profile_lines(profiled_report({profiled_scenario("a/x", ProfileRung::counters, 0)})) ==
          Lines{"profile of a/x: events counted by the CPU, without stacks."});
    CHECK(profile_lines(profiled_report({profiled_scenario("a/x", std::nullopt, 0)})) ==
          Lines{"no profile (a/x)."});
    CHECK(
        profile_lines(profiled_report({testing::judged_scenario("a/x", Verdict::unchanged, 1, 0)})).empty());
}
