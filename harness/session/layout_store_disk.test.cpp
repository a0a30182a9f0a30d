#include "session/layout_store_disk.hpp"

#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "catch.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <fstream>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

Digests program(const std::string& executable) {
    Digests digests;
    digests.executable = executable;
    return digests;
}

LayoutRecord found_out() {
    LayoutRecord record;
    record.scenario = {"search", "sort"};
    record.host_class = "lab";
    record.digests = program("aa");
    record.metric = "wall_time";
    record.plan.looks = {9};
    record.layouts = {{0, {1, 2, 3, 4}}, {336, {1, 2, 3, 4}}};
    record.spread = {0.01, 0.005, 0.02, 0.001, 0.03, 0.028};
    return record;
}

}  // namespace

TEST_CASE("what was found out about a layout concerns the program that it was found with, old or new") {
    const testing::TemporaryDirectory directory;
    const std::filesystem::path layouts = std::filesystem::path(directory.path()) / "perf/layout";
    const LayoutRecord record = found_out();
    CHECK_FALSE(layout_spread_of(layouts, "lab", record.scenario, {program("aa")}));
    CHECK(save_layouts(layouts, record) == layouts / "search/sort.json");
    CHECK(layout_spread_of(layouts, "lab", record.scenario, {program("aa")}) == record.spread);
    CHECK(layout_spread_of(layouts, "lab", record.scenario, {program("bb"), program("aa")}) == record.spread);
    CHECK_FALSE(layout_spread_of(layouts, "lab", record.scenario, {program("bb")}));
    CHECK_FALSE(layout_spread_of(layouts, "lab", record.scenario, {}));
    CHECK_FALSE(layout_spread_of(layouts, "other", record.scenario, {program("aa")}));
    CHECK_FALSE(layout_spread_of(layouts, "lab", {"search", "find"}, {program("aa")}));
    CHECK_FALSE(layout_spread_of("", "lab", record.scenario, {program("aa")}));
}

TEST_CASE("of a program whose code is not known nothing is taken for known") {
    const testing::TemporaryDirectory directory;
    LayoutRecord record = found_out();
    record.digests = program("");
    save_layouts(directory.path(), record);
    CHECK_FALSE(layout_spread_of(directory.path(), "lab", record.scenario, {program("")}));
}

TEST_CASE("a file that cannot be read is an error that says what to do") {
    const testing::TemporaryDirectory directory;
    const std::filesystem::path file = save_layouts(directory.path(), found_out());
    std::ofstream(file) << "{";
    CHECK_THROWS_WITH(layout_spread_of(directory.path(), "lab", {"search", "sort"}, {program("aa")}),
                      Contains("sort.json") && Contains("doctor --layout"));
    std::filesystem::remove_all(std::filesystem::path(directory.path()) / "search");
    std::ofstream(std::filesystem::path(directory.path()) / "search") << "a file";
    CHECK_THROWS_AS(save_layouts(directory.path(), found_out()), Error);
}
