#include "baseline/baseline_store_disk.hpp"

#include "catch.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <fstream>

namespace fs = std::filesystem;
using namespace ratchet;

namespace {

Baseline small_baseline() {
    Baseline baseline;
    baseline.scenario = {"group", "name"};
    baseline.host_class = "amd-25-17-2cpu-virtual";
    baseline.plan.looks = {9};
    baseline.metrics["wall_time"] = {"s", Direction::lower_is_better, MetricScope::iteration};
    BaselineSession session;
    session.id = "2026-03-24T14-32-10Z";
    session.recorded_at = "2026-03-24T14:32:10Z";
    session.rounds = {{{"wall_time", {0.010, 0.011}}}};
    baseline.sessions = {session};
    return baseline;
}

}  // namespace

TEST_CASE("a baseline is stored under its host class, group and name, and read back") {
    const testing::TemporaryDirectory directory;
    const fs::path file = save_baselines({{directory.path(), small_baseline()}}).front();
    CHECK(file == directory.path() / "amd-25-17-2cpu-virtual" / "group" / "name.json");
    CHECK(load_baseline(directory.path(), "amd-25-17-2cpu-virtual", {"group", "name"}) == small_baseline());
}

TEST_CASE("a missing baseline is nothing; a corrupt or misplaced one is an error that names the file") {
    const testing::TemporaryDirectory directory;
    CHECK_FALSE(load_baseline(directory.path(), "amd-25-17-2cpu-virtual", {"group", "name"}));

    const fs::path file = save_baselines({{directory.path(), small_baseline()}}).front();
    const fs::path misplaced = file.parent_path() / "other.json";
    fs::copy_file(file, misplaced);
    CHECK_THROWS_WITH(load_baseline(directory.path(), "amd-25-17-2cpu-virtual", {"group", "other"}),
                      Catch::Contains("other.json") && Catch::Contains("group/name"));

    fs::resize_file(file, fs::file_size(file) / 2);
    CHECK_THROWS_WITH(load_baseline(directory.path(), "amd-25-17-2cpu-virtual", {"group", "name"}),
                      Catch::Contains("name.json"));
}

TEST_CASE("of several baselines none is written when one cannot be stored") {
    const testing::TemporaryDirectory directory;
    Baseline changed = small_baseline();
    const fs::path file = save_baselines({{directory.path(), changed}}).front();
    changed.reason = "another level";
    Baseline broken = small_baseline();
    broken.scenario.name = "broken";
    broken.plan.looks = {0};
    CHECK_THROWS_WITH(save_baselines({{directory.path(), changed}, {directory.path(), broken}}),
                      Catch::Contains("group/broken"));
    CHECK(load_baseline(directory.path(), changed.host_class, changed.scenario) == small_baseline());
}

TEST_CASE("what a writer that was killed has left behind goes with the next save") {
    const testing::TemporaryDirectory directory;
    const fs::path folder = save_baselines({{directory.path(), small_baseline()}}).front().parent_path();
    const fs::path abandoned = folder / ".ratchet-999999999-0.tmp";  // above the largest process number
    const fs::path in_use = folder / ".ratchet-1-0.tmp";
    const fs::path not_ours = folder / ".ratchet-note.tmp";
    for (const fs::path& path : {abandoned, in_use, not_ours}) {
        std::ofstream(path) << "half";
    }
    save_baselines({{directory.path(), small_baseline()}});
    CHECK_FALSE(fs::exists(abandoned));
    CHECK(fs::exists(in_use));
    CHECK(fs::exists(not_ours));
}
