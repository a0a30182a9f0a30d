#include "reference/reference_disk.hpp"

#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "catch.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <filesystem>

using namespace ratchet;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

ScenarioSpec scenario(const std::string& name, const std::string& program) {
    ScenarioSpec spec;
    spec.name = {"search", name};
    spec.command = {program, "--depth", "7"};
    spec.working_directory = "/";
    spec.build.compiler = "GNU 12.2.0";
    return spec;
}

ProjectRegistry project() {
    ProjectRegistry result;
    result.scenarios = {scenario("wide", "/bin/true")};
    return result;
}

}  // namespace

TEST_CASE("a file stands for a program, a directory for a build tree, and anything else for neither") {
    const testing::TemporaryDirectory directory;
    const std::string program = directory.path() / "old";
    artifacts::write_atomically(program, "");
    CHECK_FALSE(reference_at(program));  // cannot be executed
    fs::permissions(program, fs::perms::owner_all);
    const auto reference = reference_at(program);
    REQUIRE(reference);
    CHECK(reference->program == program);
    CHECK_FALSE(reference->project);
    CHECK(reference->name == program);
    CHECK_FALSE(reference_at(directory.path() / "absent"));
    CHECK_FALSE(reference_at("v1.0"));
    CHECK_FALSE(reference_at(directory.path()));
}

TEST_CASE("a program takes the place of the scenario's own, with its arguments") {
    const DuetReference reference =
        reference_of({.name = "old", .commit = {}, .project = {}, .program = "/bin/false"},
                     project().scenarios.front(), project(), {});
    CHECK(reference.spec.command == std::vector<std::string>{"/bin/false", "--depth", "7"});
    CHECK(reference.side.program == "/bin/false");
    CHECK(reference.side.build.compiler == "GNU 12.2.0");
    CHECK(reference.side.digests.executable.size() == 64);
}

TEST_CASE("of a build tree the scenario of the same name is run as it is registered there") {
    ReferenceBuild build;
    build.name = "/elsewhere";
    build.commit = std::string(40, 'c');
    build.project = project();
    build.project->scenarios.front().command = {"/bin/false"};
    build.project->scenarios.front().build.compiler = "Clang 14.0.6";
    build.project->not_built = {"kernels"};
    const ProjectRegistry here = project();
    const DuetReference reference = reference_of(build, here.scenarios.front(), here, {});
    CHECK(reference.spec.command == std::vector<std::string>{"/bin/false"});
    CHECK(reference.side.build.compiler == "Clang 14.0.6");
    CHECK(reference.side.commit == build.commit);

    CHECK_THROWS_WITH(
        reference_of(build, scenario("wider", "/bin/true"), here, {}),
        Contains("/elsewhere") && Contains("no scenario search/wider") && Contains("search/wide"));
    ScenarioSpec unbuilt = scenario("sort", "/bin/true");
    unbuilt.name.group = "kernels";
    CHECK_THROWS_WITH(reference_of(build, unbuilt, here, {}), Contains("not built"));
}
