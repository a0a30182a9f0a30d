#include "host/digests_disk.hpp"

#include "base/digest.hpp"
#include "catch.hpp"
#include "temporary_directory_disk.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace std::string_literals;
using ratchet::Digests;
using ratchet::find_executable;
using ratchet::read_digests;
using ratchet::ScenarioSpec;
using ratchet::sha256_hex;
using ratchet::testing::TemporaryDirectory;
using Environment = std::map<std::string, std::string>;

namespace {

/// A project with a source and a binary directory below a temporary one.
struct Project {
    TemporaryDirectory directory;
    fs::path source = fs::canonical(directory.path()) / "source";
    fs::path binary = source / "build";

    Project() { fs::create_directories(binary); }

    static void write(const fs::path& path, const std::string& text, int mode = 0644) {
        std::ofstream(path, std::ios::binary) << text;
        REQUIRE(::chmod(path.c_str(), static_cast<mode_t>(mode)) == 0);
    }

    [[nodiscard]] ScenarioSpec scenario(std::vector<std::string> command) const {
        ScenarioSpec spec;
        spec.command = std::move(command);
        spec.working_directory = binary.string();
        return spec;
    }

    [[nodiscard]] Digests digests(const ScenarioSpec& spec, const Environment& environment = {}) const {
        return read_digests(spec, source.string(), binary.string(), environment);
    }
};

std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

const fs::path linked_probe = RATCHET_LINKED_PROBE;
const fs::path linked_probe_library = RATCHET_LINKED_PROBE_LIBRARY;

}  // namespace

TEST_CASE("what may call anything is never known in full") {
    const Project project;
    Project::write(project.binary / "tool", "#!/bin/sh\nexit 1\n", 0755);
    CHECK(project.digests(project.scenario({"./tool"})).executable.empty());
    const Environment path = {{"PATH", "/usr/bin:/bin"}};
    CHECK(project.digests(project.scenario({"sh", "-c", "./tool"}), path).executable.empty());
    CHECK(project.digests(project.scenario({"/usr/bin/env", linked_probe.string()})).executable.empty());
    CHECK(project.digests(project.scenario({linked_probe.string(), "tool"})).executable.empty());
    CHECK_FALSE(project.digests(project.scenario({linked_probe.string()})).executable.empty());
}

TEST_CASE("programs of the build tree that a program's file names are code that it may run") {
    const Project project;
    const auto names = [&](const std::string& file) {
        return "text\0"s + (project.binary / file).string() + "\0"s;
    };
    Project::write(project.binary / "driver",
                   names("server") + names("driver") + names("data.txt") + names("not built"), 0755);
    Project::write(project.binary / "server", "serves " + names("driver"), 0755);
    Project::write(project.binary / "data.txt", "not executable");
    const ScenarioSpec spec = project.scenario({"./driver"});
    const Digests before = project.digests(spec);
    CHECK(before.libraries == std::map<std::string, std::string>{
                                  {"build:server", sha256_hex(content(project.binary / "server"))}});
    CHECK_FALSE(before.executable.empty());
    CHECK_FALSE(ratchet::loads_project_libraries(spec, project.source, project.binary, {}));
    Project::write(project.binary / "server", "serves slowly", 0755);
    CHECK(project.digests(spec) != before);

    const fs::path link = project.directory.path() / "link";  // as the build tree may be spelled
    fs::create_directory_symlink(project.binary, link);
    Project::write(project.binary / "driver", (link / "server").string(), 0755);
    CHECK(read_digests(spec, project.source, link, {}).libraries.contains("build:server"));
}

TEST_CASE("an executable is found in the PATH that its scenario sees") {
    const Project project;
    fs::create_directories(project.source / "one");
    fs::create_directories(project.source / "two");
    Project::write(project.source / "one/tool", "#!/bin/sh\n# one\n", 0755);
    Project::write(project.source / "two/tool", "#!/bin/sh\n# two\n", 0755);
    const Environment environment = {{"PATH", (project.source / "one").string()}};
    ScenarioSpec spec = project.scenario({"tool"});
    CHECK(find_executable(spec, environment) == project.source / "one/tool");
    spec.environment.push_back({"PATH", (project.source / "two").string()});
    CHECK(find_executable(spec, environment) == project.source / "two/tool");
}

TEST_CASE("a program that does not exist has no digest") {
    const Project project;
    CHECK(find_executable(project.scenario({"./absent"}), {}).empty());
    CHECK(project.digests(project.scenario({"./absent"})).executable.empty());
    CHECK(project.digests(project.scenario({})).executable.empty());
}

TEST_CASE("libraries count when they lie inside the project, and nothing is run to find them") {
    const Project project;
    const ScenarioSpec spec = project.scenario({linked_probe.string()});
    const std::string executable = sha256_hex(content(linked_probe));

    const Digests outside = project.digests(spec);
    CHECK(outside.executable == executable);
    CHECK(outside.libraries.empty());

    const std::string tree = fs::canonical(linked_probe_library).parent_path().string();
    const Digests inside = read_digests(spec, project.source.string(), tree, {});
    CHECK(inside.executable == executable);
    const std::string name = "build:" + fs::canonical(linked_probe_library).filename().string();
    CHECK(inside.libraries == Environment{{name, sha256_hex(content(linked_probe_library))}});
}

TEST_CASE("code that cannot be known in full never counts as the same code") {
    const Project project;
    std::string bytes = content(linked_probe);
    const std::size_t interpreter = bytes.find("/lib");
    REQUIRE(interpreter != std::string::npos);
    // A program that would succeed, in a path as long as the dynamic linker's.
    const std::size_t length = bytes.find('\0', interpreter) - interpreter;
    bytes.replace(interpreter, length, "/bin" + std::string(length - 8, '/') + "true");
    Project::write(project.binary / "strange", bytes, 0755);
    CHECK(project.digests(project.scenario({"./strange"})).executable.empty());
    CHECK(project.digests(project.scenario({"env", "./strange"}), {{"PATH", "/usr/bin:/bin"}})
              .executable.empty());
}

TEST_CASE("files named by arguments are inputs, whichever way they are named") {
    const Project project;
    Project::write(project.binary / "tool", "#!/bin/sh\n", 0755);
    Project::write(project.binary / "corpus.tar", "corpus");
    Project::write(project.source / "words = all", "words");
    const Digests digests = project.digests(project.scenario(
        {"./tool", "-3", "corpus.tar", "--dictionary=../words = all", "absent", "-o", "corpus.tar"}));
    CHECK(digests.inputs == Environment{{"build:corpus.tar", sha256_hex("corpus")},
                                        {"source:words = all", sha256_hex("words")}});
}

TEST_CASE("scripts and programs named by arguments are code, not input") {
    const Project project;
    Project::write(project.binary / "tool", "#!/bin/sh\n", 0755);
    Project::write(project.source / "script", "#!/bin/sh\nexit 2\n");
    const std::string tree = fs::canonical(linked_probe_library).parent_path().string();
    const Digests digests = read_digests(project.scenario({"./tool", "../script", linked_probe.string()}),
                                         project.source.string(), tree, {});
    CHECK(digests.inputs.empty());
    CHECK(digests.libraries.size() == 3);
    CHECK(digests.libraries.at("source:script") == sha256_hex("#!/bin/sh\nexit 2\n"));
    CHECK(digests.libraries.at("build:" + linked_probe.filename().string()) ==
          sha256_hex(content(linked_probe)));
}

TEST_CASE("arguments that name a FIFO, a device or a directory are left alone") {
    const Project project;
    Project::write(project.binary / "tool", "#!/bin/sh\n", 0755);
    REQUIRE(::mkfifo((project.binary / "fifo").c_str(), 0600) == 0);
    fs::create_symlink("fifo", project.binary / "link");
    fs::create_symlink("loop", project.binary / "loop");
    const Digests digests =
        project.digests(project.scenario({"./tool", "fifo", "link", "loop", "/dev/zero", ".", "/"}));
    CHECK(digests.inputs.empty());
    CHECK(project.digests(project.scenario({"./fifo"})).executable.empty());
}

TEST_CASE("large inputs are read in pieces, and endlessly large ones not at all") {
    const Project project;
    Project::write(project.binary / "tool", "#!/bin/sh\n", 0755);
    const std::string large((std::size_t{1} << 20U) + 1, 'x');
    Project::write(project.binary / "large", large);
    Project::write(project.binary / "endless", "");
    REQUIRE(::truncate((project.binary / "endless").c_str(), (off_t{4} << 30) + 1) == 0);
    const Digests digests = project.digests(project.scenario({"./tool", "large", "endless"}));
    CHECK(digests.inputs.at("build:large") == sha256_hex(large));
    CHECK_THAT(digests.inputs.at("build:endless"), Catch::Equals(""));
}

TEST_CASE("variables are kept with the values that the program sees, and arguments by digest") {
    const Project project;
    ScenarioSpec spec = project.scenario({"./tool"});
    spec.environment = {{"PASSED", {}}, {"ABSENT", {}}, {"SET", "here"}};
    const Digests digests = project.digests(spec, {{"PASSED", "a"}, {"SET", "outside"}, {"OTHER", "b"}});
    CHECK(digests.variables == Environment{{"PASSED", "a"}, {"SET", "here"}});
    CHECK(digests.command_line.empty());
    const auto command_line = [&](const std::vector<std::string>& command) {
        return project.digests(project.scenario(command)).command_line;
    };
    CHECK(command_line({"./tool", "-3"}) != command_line({"./tool", "-19"}));
    CHECK(command_line({"./tool", "a", "b"}) != command_line({"./tool", "ab"}));
    const Project elsewhere;
    CHECK(command_line({"./tool", "--in=" + (project.source / "x").string()}) ==
          elsewhere.digests(elsewhere.scenario({"./tool", "--in=" + (elsewhere.source / "x").string()}))
              .command_line);
}

TEST_CASE("what a directory holds is not known") {
    const Project project;
    CHECK(project.digests(project.scenario({linked_probe.string(), project.source.string()}))
              .executable.empty());
}
