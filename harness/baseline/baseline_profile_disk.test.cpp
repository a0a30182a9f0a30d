#include "baseline/baseline_profile_disk.hpp"

#include "baseline/baseline_store_disk.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <fstream>

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using namespace ratchet;

namespace {

constexpr auto host = "amd-25-17-2cpu-virtual";
const ScenarioName name{"group", "work"};

TakenProfile taken_profile() {
    TakenProfile taken;
    taken.stacks = read_folded("p`main;p`hash 70\np`main;p`sort 30\n", "test");
    taken.rung = ProfileRung::user_only;
    taken.frequency_hz = 999;
    taken.duration_s = 0.25;
    return taken;
}

Baseline profiled_baseline(const KeptProfile& kept) {
    Baseline baseline;
    baseline.scenario = name;
    baseline.host_class = host;
    baseline.plan.looks = {9};
    baseline.metrics["wall_time"] = {"s", Direction::lower_is_better, MetricScope::iteration};
    BaselineSession session;
    session.id = "2026-03-24T14-32-10Z";
    session.recorded_at = "2026-03-24T14:32:10Z";
    session.rounds = {{{"wall_time", {0.010, 0.011}}}};
    baseline.sessions = {session};
    baseline.profile = kept.about;
    return baseline;
}

/// A stored baseline with its stacks.
struct StoredProfile {
    testing::TemporaryDirectory directory;
    KeptProfile kept = *profile_to_keep(taken_profile(), "2026-03-24T14-32-10Z", 3);
    Baseline baseline = profiled_baseline(kept);
    std::vector<Warning> warnings;

    StoredProfile() { save_baselines({{directory.path(), baseline, kept.stacks}}); }

    [[nodiscard]] fs::path stacks() const { return baseline_stacks_path(directory.path(), host, name); }

    std::optional<TakenProfile> load() {
        return load_baseline_profile(directory.path(), host, name, baseline, warnings);
    }

    std::string refusal() {
        CHECK_FALSE(load());
        REQUIRE(warnings.size() == 1);
        CHECK(warnings[0].kind == WarningKind::baseline_profile);
        CHECK(warnings[0].subject == stacks().string());
        return warnings[0].detail;
    }
};

}  // namespace

TEST_CASE("what a baseline keeps of a profile is read back as it was") {
    StoredProfile stored;
    CHECK(stored.stacks() == stored.directory.path() / host / "group" / "work.folded");
    CHECK(load_baseline(stored.directory.path(), host, name) == stored.baseline);
    CHECK(stored.baseline.profile->samples == 100);
    CHECK(stored.baseline.profile->session == "2026-03-24T14-32-10Z");
    CHECK(stored.baseline.profile->runs == 3);
    const std::optional<TakenProfile> loaded = stored.load();
    REQUIRE(loaded);
    CHECK(stored.warnings.empty());
    CHECK(write_folded(loaded->stacks) == "p`main;p`hash 70\np`main;p`sort 30\n");
    CHECK(loaded->unit == "samples");
    CHECK(loaded->rung == ProfileRung::user_only);
    CHECK(loaded->frequency_hz == 999);
    CHECK(loaded->duration_s == 0.25);
}

TEST_CASE("a profile without samples is not kept") {
    TakenProfile nothing;
    CHECK_FALSE(profile_to_keep(nothing, "session", 1));
}

TEST_CASE("names that folded text cannot have are kept in its form") {
    TakenProfile taken;
    for (const char* function : {"a;b", "a:b", "a\nb"}) {
        taken.stacks.add(std::vector{taken.stacks.index_of(function, "m`n")}, 5);
    }
    const KeptProfile kept = *profile_to_keep(taken, "session", 1);
    CHECK(kept.about.samples == 15);
    CHECK(kept.stacks == "m'n`a b 5\nm'n`a:b 10\n");
}

TEST_CASE("stacks that are gone, changed or of another recording are a warning, not an error") {
    StoredProfile stored;
    SECTION("gone") {
        fs::remove(stored.stacks());
        CHECK(stored.refusal() == "does not exist");
    }
    SECTION("changed by one sample") {
        std::ofstream(stored.stacks()) << "p`main;p`hash 71\np`main;p`sort 29\n";
        CHECK_THAT(stored.refusal(), Contains("not the file that was recorded"));
    }
    SECTION("no stacks at all") {
        std::ofstream(stored.stacks()) << std::string("\0\xff<<<<<<< HEAD", 15);
        CHECK_THAT(stored.refusal(), Contains("not the file that was recorded"));
    }
    SECTION("a directory") {
        fs::remove(stored.stacks());
        fs::create_directory(stored.stacks());
        CHECK_FALSE(stored.refusal().empty());
    }
    SECTION("other samples than the baseline says") {
        stored.baseline.profile->samples = 99;
        CHECK_THAT(stored.refusal(), Contains("holds 100 samples, and the baseline says 99"));
    }
}

TEST_CASE("a baseline without a profile reads no stacks") {
    StoredProfile stored;
    stored.baseline.profile.reset();
    CHECK_FALSE(stored.load());
    CHECK(stored.warnings.empty());
}

TEST_CASE("a save without new stacks leaves those that the baseline has, and removes those that it has not") {
    StoredProfile stored;
    save_baselines({{stored.directory.path(), stored.baseline}});
    CHECK(stored.load());
    stored.baseline.profile.reset();
    save_baselines({{stored.directory.path(), stored.baseline}});
    CHECK_FALSE(fs::exists(stored.stacks()));
    CHECK(load_baseline(stored.directory.path(), host, name) == stored.baseline);
    save_baselines({{stored.directory.path(), stored.baseline}});  // nothing to remove
}
