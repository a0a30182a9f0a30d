#include "registry/registry_disk.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "temporary_directory_disk.hpp"

#include <fstream>

#include <sys/stat.h>

namespace fs = std::filesystem;
using ratchet::Error;
using ratchet::read_registry;
using ratchet::testing::TemporaryDirectory;

namespace {

constexpr auto smallest_index =
    R"({"$schema": "ratchet/registry/1", "project": "forest", "source_directory": "/p",
    "binary_directory": "/p/build", "output_directory": "/p/build/perf", "configuration": "Release",
    "compiler": "", "flags": "", "groups": [], "commands": ["zstd/level3"], "suites": [], "scenario_options": {}})";
constexpr auto smallest_command = R"({"$schema": "ratchet/registry/1", "group": "zstd", "name": "level3",
    "command": ["zstd"], "options": {}})";

}  // namespace

TEST_CASE("a registry is read from its directory") {
    const TemporaryDirectory directory;
    std::ofstream(directory.path() / "index.json") << smallest_index;
    std::ofstream(directory.path() / "zstd.level3.command.json") << smallest_command;
    const ratchet::ProjectRegistry registry = read_registry(directory.path());
    REQUIRE(registry.scenarios.size() == 1);
    CHECK(registry.scenarios[0].name.full() == "zstd/level3");
    CHECK(registry.keep_sessions == 20);
    CHECK(registry.default_mode == "gate");
}

TEST_CASE("a directory without a registry, or none at all, says to configure") {
    const TemporaryDirectory directory;
    CHECK_THROWS_WITH(read_registry(directory.path()), Catch::Contains("configure the project"));
    CHECK_THROWS_WITH(read_registry(directory.path() / "absent"), Catch::Contains("absent"));
}

TEST_CASE("a registry's file that is a FIFO is refused, not waited for") {
    const TemporaryDirectory directory;
    std::ofstream(directory.path() / "index.json") << smallest_index;
    REQUIRE(::mkfifo((directory.path() / "zstd.level3.command.json").c_str(), 0600) == 0);
    CHECK_THROWS_WITH(read_registry(directory.path()), Catch::Contains("zstd.level3.command.json"));
}
