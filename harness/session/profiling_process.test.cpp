#include "session/profiling_process.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace ratchet;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// A session in which `group/work` has been measured and is profiled.
struct ProfiledSession {
    testing::TemporaryDirectory directory;
    SessionDirectory session = open_session();
    ScenarioRecord record;
    ProfiledScenario profiled;

    explicit ProfiledSession(const std::string& profiler) {
        record.name = {"group", "work"};
        record.spec.name = record.name;
        record.spec.profiler = profiler;
        profiled.outcome.runs = 1;
        profiled.metrics = {{"wall_time", 2.5}};
    }

    [[nodiscard]] SessionDirectory open_session() const {
        SessionRecord draft;
        draft.started_at = "2026-01-31T12:30:05Z";
        draft.host_class = "class";
        return SessionStore(directory.path()).open(draft);
    }

    [[nodiscard]] fs::path profile() const { return session.path() / "scenarios/group/work/profile"; }

    [[nodiscard]] std::string text(const std::string& name) const {
        std::ifstream file(profile() / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

}  // namespace

TEST_CASE("counters are recorded as profiled values, with a table and without a picture") {
    ProfiledSession here("counters");
    here.profiled.outcome.wall_s = 0.5;
    here.profiled.outcome.counters = CpuCounters{.counted = {{"instructions", 3000}, {"cycles", 2000}},
                                                 .missing = {{"cache_misses", "unknown | here"}},
                                                 .enabled_ns = 1000,
                                                 .running_ns = 500};
    record_profile(here.record, here.session, here.profiled);

    const ProfileRecord& told = here.record.profile.value();
    CHECK(told.rung == ProfileRung::counters);
    CHECK(told.asked_for == "counters");
    CHECK(told.counters == here.profiled.outcome.counters);
    CHECK(told.duration_s == 0.5);
    CHECK(told.samples == 0);
    CHECK(told.profiled_metrics ==
          std::map<std::string, double>{{"wall_time", 2.5}, {"instructions", 6000}, {"cycles", 4000}});
    CHECK(here.record.metrics.empty());  // what is judged

    CHECK(here.record.artifacts ==
          std::map<std::string, std::string>{{"counters.json", "scenarios/group/work/profile/counters.json"},
                                             {"profile.md", "scenarios/group/work/profile/profile.md"}});
    CHECK(std::distance(fs::directory_iterator(here.profile()), fs::directory_iterator()) == 2);
    CHECK_THAT(here.text("counters.json"), Contains("ratchet/counters/1"));
    CHECK_THAT(here.text("profile.md"), Contains("group/work") && Contains("| 6000 | scaled |") &&
                                            Contains("50.0 % of the time") && Contains("unknown \\| here") &&
                                            Contains("ratchet run --profiler counters group/work"));
}

TEST_CASE("what callgrind wrote is kept beside what is made of it") {
    ProfiledSession here("callgrind");
    TakenProfile& profile = here.profiled.outcome.profile.emplace();
    profile.stacks = read_folded("p`main;p`work 30\np`main 12\n", "x");
    profile.unit = "instructions";
    profile.rung = ProfileRung::callgrind;
    profile.sources = {{"callgrind.out", "events: Ir\n"}};
    record_profile(here.record, here.session, here.profiled);
    CHECK(here.record.profile->rung == ProfileRung::callgrind);
    CHECK(here.record.profile->samples == 42);
    CHECK_FALSE(here.record.profile->counters);
    CHECK(here.record.artifacts.at("callgrind.out") == "scenarios/group/work/profile/callgrind.out");
    CHECK(here.text("callgrind.out") == "events: Ir\n");
    CHECK_THAT(here.text("profile.md"), Contains("callgrind_annotate") && Contains("an estimate"));
    CHECK_THAT(here.text("profile.md"), Contains("counted: 42 instructions"));
}

TEST_CASE("a profiler that is not to be had leaves the reason and no file") {
    ProfiledSession here("counters");
    here.profiled.outcome.why_none = "no PMU";
    record_profile(here.record, here.session, here.profiled);
    CHECK_FALSE(here.record.profile->rung);
    CHECK(here.record.profile->why == "no PMU");
    CHECK(here.record.artifacts.empty());
    CHECK_FALSE(fs::exists(here.profile()));
}
