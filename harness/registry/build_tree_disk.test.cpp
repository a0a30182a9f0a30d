#include "registry/build_tree_disk.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "temporary_directory_disk.hpp"

#include <chrono>
#include <fstream>

namespace fs = std::filesystem;
using ratchet::Error;
using ratchet::find_registry;
using ratchet::registry_of_build_tree;
using ratchet::testing::TemporaryDirectory;

namespace {

/// A project's directory that others cannot write to, below one that everyone can.
struct Tree {
    TemporaryDirectory directory;
    fs::path root = fs::canonical(directory.path()) / "project";

    Tree() {
        fs::create_directories(root / "src/deep");
        fs::permissions(directory.path(), fs::perms::all);
    }

    /// Makes an index below `output`, written `seconds` after a fixed point in the past.
    [[nodiscard]] fs::path add(const std::string& output, int seconds = 0) const {
        const fs::path registry = root / output / "registry";
        fs::create_directories(registry);
        std::ofstream(registry / "index.json") << "{}";
        fs::last_write_time(registry / "index.json", fs::file_time_type(std::chrono::seconds(seconds)));
        return registry;
    }
};

}  // namespace

TEST_CASE("the registry lies in perf, or where the cache says") {
    const Tree tree;
    fs::create_directories(tree.root / "build");
    CHECK_FALSE(registry_of_build_tree(tree.root / "build"));
    CHECK_FALSE(registry_of_build_tree(tree.root / "absent"));
    const fs::path usual = tree.add("build/perf");
    CHECK(registry_of_build_tree(tree.root / "build") == usual);
    const fs::path elsewhere = tree.add("results");
    std::ofstream(tree.root / "build/CMakeCache.txt")
        << "RATCHET_OUTPUT_DIR:PATH=" << (tree.root / "results").string() << "\n";
    CHECK(registry_of_build_tree(tree.root / "build") == elsewhere);
}

TEST_CASE("of a multi-config tree the optimised configuration is taken") {
    const Tree tree;
    const fs::path debug = tree.add("build/perf/Debug");
    CHECK(registry_of_build_tree(tree.root / "build") == debug);
    const fs::path release = tree.add("build/perf/RelWithDebInfo");
    CHECK(registry_of_build_tree(tree.root / "build") == release);
}

TEST_CASE("of a multi-config tree the configuration that is named is taken, or none") {
    const Tree tree;
    const fs::path debug = tree.add("build/perf/Debug");
    const fs::path release = tree.add("build/perf/Release");
    CHECK(registry_of_build_tree(tree.root / "build", "Debug") == debug);
    CHECK(registry_of_build_tree(tree.root / "build", "Release") == release);
    CHECK_FALSE(registry_of_build_tree(tree.root / "build", "RelWithDebInfo"));
}

TEST_CASE("the nearest build tree is found from inside it, from the sources and from beside it") {
    const Tree tree;
    const fs::path registry = tree.add("build/release/perf");
    for (const char* start : {".", "src/deep", "build", "build/release", "build/release/perf/registry"}) {
        CAPTURE(start);
        CHECK(fs::canonical(find_registry(tree.root / start)) == registry);
    }
}

TEST_CASE("build comes before its neighbours, and of these the last configured one") {
    const Tree tree;
    const fs::path old_preset = tree.add("build/old/perf", 10);
    const fs::path sibling = tree.add("build-asan/perf", 30);
    const fs::path new_preset = tree.add("build/new/perf", 20);
    CHECK(find_registry(tree.root) == sibling);
    const fs::path plain = tree.add("build/perf", 0);
    CHECK(find_registry(tree.root) == plain);
    CHECK(find_registry(tree.root / "build/old") == old_preset);
}

TEST_CASE("the search ends before a directory that everyone may write to") {
    const Tree tree;
    static_cast<void>(tree.add("../build/perf"));
    CHECK_THROWS_AS(find_registry(tree.root / "src"), Error);
    CHECK_THROWS_WITH(find_registry(tree.root / "src"), Catch::Contains("--build") && Catch::Contains("src"));
    CHECK_NOTHROW(find_registry(tree.directory.path()));
    fs::permissions(tree.directory.path(), fs::perms::owner_all);
    CHECK_NOTHROW(find_registry(tree.root / "src"));
}

TEST_CASE("the root directory is the end of the search") {
    CHECK_THROWS_AS(find_registry("/"), Error);
}
