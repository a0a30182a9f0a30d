#include "host/git_process.hpp"

#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "temporary_directory_disk.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>

namespace fs = std::filesystem;
using ratchet::git_state;
using ratchet::GitState;
using ratchet::newer_source;
using ratchet::ProjectTree;
using ratchet::testing::TemporaryDirectory;

namespace {

/// A repository in a temporary directory, with a folder of baselines and an ignored build tree.
class Repository {
  public:
    Repository() {
        fs::create_directories(root / "src");
        fs::create_directories(root / "baselines");
        fs::create_directories(root / "build");
        write("src/a.cpp", "one");
        write("baselines/b.json", "{}");
        write("README.md", "read");
        write(".gitignore", "/build/\n");
        git({"init", "--quiet"});
        commit();
    }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(root / name, std::ios::binary) << text;
    }

    void git(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"git", "-c", "user.name=a", "-c", "user.email=a@b"});
        const auto result = ratchet::run_subprocess(arguments, root.string(), std::chrono::minutes(1));
        CAPTURE(result.error_output);
        REQUIRE(result.succeeded());
    }

    void commit() const {
        git({"add", "-A"});
        git({"commit", "--quiet", "--message", "state"});
    }

    [[nodiscard]] GitState state() const { return git_state(root.string(), {(root / "baselines").string()}); }

    [[nodiscard]] ProjectTree tree() const {
        return {root.string(), (root / "build").string(), {(root / "baselines").string()}};
    }

    /// Makes the file `seconds` newer than a fixed point in the past.
    void date(const std::string& name, int seconds) const {
        fs::last_write_time(root / name, fs::file_time_type(std::chrono::seconds(seconds)));
    }

    /// Every tracked file dated 100, a program in the build tree 200.
    void build() const {
        for (const char* name : {"src/a.cpp", "baselines/b.json", "README.md", ".gitignore"}) {
            date(name, 100);
        }
        write("build/program", "elf");
        date("build/program", 200);
    }

    [[nodiscard]] std::optional<std::string> newer(const std::string& executable = "build/program") const {
        return newer_source((root / executable).string(), tree());
    }

  private:
    TemporaryDirectory directory_;

  public:
    fs::path root = fs::canonical(directory_.path());
};

}  // namespace

TEST_CASE("a clean working tree has a commit and is not dirty") {
    const Repository repository;
    const GitState state = repository.state();
    CHECK(state.commit.size() >= 40);
    CHECK_FALSE(state.branch.empty());
    CHECK_FALSE(state.dirty);
    CHECK(git_state((repository.root / "src").string(), {}) == state);
    repository.git({"checkout", "--quiet", "-b", "side/branch"});
    CHECK(repository.state().branch == "side/branch");
    repository.git({"checkout", "--quiet", "--detach"});
    CHECK(repository.state().branch.empty());
    CHECK(repository.state().commit == state.commit);
}

TEST_CASE("a changed tracked file makes the tree dirty, an untracked one or a baseline does not") {
    const Repository repository;
    repository.write("src/untracked.cpp", "new");
    repository.write("baselines/b.json", "{1}");
    CHECK_FALSE(repository.state().dirty);
    CHECK(git_state(repository.root.string(), {}).dirty);
    repository.write("src/a.cpp", "two");
    CHECK(repository.state().dirty);
    repository.commit();
    CHECK_FALSE(repository.state().dirty);
    repository.git({"mv", "src/a.cpp", "baselines/a.cpp"});
    CHECK(repository.state().dirty);
}

TEST_CASE("a change outside the project's part of a repository does not make the project dirty") {
    const Repository repository;
    repository.write("README.md", "changed");
    CHECK_FALSE(git_state((repository.root / "src").string(), {}).dirty);
    CHECK(repository.state().dirty);
}

TEST_CASE("outside a repository there is no commit and nothing is dirty") {
    const TemporaryDirectory directory;
    CHECK(git_state(directory.path().string(), {}) == GitState{});
}

TEST_CASE("a repository without a commit is dirty as soon as something is added") {
    const TemporaryDirectory directory;
    const auto git = [&](const std::vector<std::string>& command) {
        REQUIRE(
            ratchet::run_subprocess(command, directory.path().string(), std::chrono::minutes(1)).succeeded());
    };
    git({"git", "init", "--quiet"});
    GitState empty = git_state(directory.path().string(), {});
    CHECK(empty.commit.empty());
    CHECK_FALSE(empty.dirty);
    std::ofstream(directory.path() / "file") << "text";
    git({"git", "add", "file"});
    empty = git_state(directory.path().string(), {});
    CHECK(empty.commit.empty());
    CHECK(empty.dirty);
}

TEST_CASE("a repository that git cannot read is dirty") {
    const Repository repository;
    repository.write(".git/index", "damaged");
    const GitState state = repository.state();
    CHECK_FALSE(state.commit.empty());
    CHECK(state.dirty);
    repository.write(".git/config", "[damaged");
    CHECK(repository.state() == GitState{.commit = "", .dirty = true});
}

TEST_CASE("a repository's configuration starts no program, and hook variables do not lead elsewhere") {
    const Repository repository;
    const Repository elsewhere;
    elsewhere.write("src/a.cpp", "other");
    elsewhere.commit();
    const fs::path witness = repository.root / "build/witness";
    const fs::path hook = repository.root / "build/hook";
    std::ofstream(hook) << "#!/bin/sh\ntouch '" << witness.string() << "'\n";
    REQUIRE(::chmod(hook.c_str(), 0755) == 0);
    repository.git({"config", "core.fsmonitor", hook.string()});
    ::setenv("GIT_DIR", (elsewhere.root / ".git").c_str(), 1);
    const GitState state = repository.state();
    static_cast<void>(repository.newer());
    ::unsetenv("GIT_DIR");
    CHECK_FALSE(fs::exists(witness));
    CHECK_FALSE(state.dirty);
    repository.write("src/a.cpp", "two");
    CHECK(repository.state().dirty);
    CHECK_FALSE(fs::exists(witness));
}

TEST_CASE("looking at a repository leaves its index as it was") {
    const Repository repository;
    repository.date(".git/index", 1000);
    repository.date("src/a.cpp", 5000);
    const auto before = fs::last_write_time(repository.root / ".git/index");
    CHECK_FALSE(repository.state().dirty);
    CHECK(fs::last_write_time(repository.root / ".git/index") == before);
}

TEST_CASE("a program is stale when a tracked file is newer, and the newest is named") {
    const Repository repository;
    repository.build();
    CHECK_FALSE(repository.newer());
    repository.date("src/a.cpp", 201);
    CHECK(repository.newer() == "src/a.cpp");
    repository.write("src/late name.cpp", "late");
    repository.commit();
    repository.date("src/late name.cpp", 300);
    CHECK(repository.newer() == "src/late name.cpp");
}

TEST_CASE("baselines, documentation and untracked files do not make a program stale") {
    const Repository repository;
    repository.build();
    repository.write("src/untracked.cpp", "new");
    for (const char* name : {"baselines/b.json", "README.md", ".gitignore", "src/untracked.cpp"}) {
        repository.date(name, 300);
    }
    CHECK_FALSE(repository.newer());
}

TEST_CASE("a change is not held against a program once the tree has been built after it") {
    const Repository repository;
    repository.build();
    repository.date("src/a.cpp", 300);
    repository.write("build/.ninja_log", "# ninja log v5\n");
    repository.date("build/.ninja_log", 250);
    CHECK(repository.newer() == "src/a.cpp");
    repository.date("build/.ninja_log", 301);
    CHECK_FALSE(repository.newer());
}

TEST_CASE("a change that Ninja has nothing to build for is not held against a program") {
    if (ratchet::run_subprocess({"ninja", "--version"}, "", std::chrono::seconds(10)).start_error) {
        SUCCEED("skipped: no ninja; apt-get install ninja-build");
        return;
    }
    const Repository repository;
    repository.build();
    repository.write("src/data.bin", "data");
    repository.commit();
    repository.date("src/data.bin", 300);
    CHECK(repository.newer() == "src/data.bin");
    repository.write("build/build.ninja",
                     "rule copy\n  command = cp $in $out\nbuild kept: copy ../src/a.cpp\n");
    CHECK(repository.newer() == "src/data.bin");
    repository.write("build/build.ninja", "build all: phony\n");
    CHECK_FALSE(repository.newer());
}

TEST_CASE("Make's building counts, generating its files does not") {
    const Repository repository;
    repository.build();
    repository.date("src/a.cpp", 300);
    fs::create_directories(repository.root / "build/CMakeFiles");
    repository.write("build/CMakeFiles/cmake.check_cache", "");
    repository.date("build/CMakeFiles/cmake.check_cache", 400);
    repository.date("build/CMakeFiles", 399);
    CHECK(repository.newer() == "src/a.cpp");
    repository.date("build/CMakeFiles", 401);
    CHECK_FALSE(repository.newer());
}

TEST_CASE("programs that the project does not build are never stale") {
    const Repository repository;
    repository.write("src/script", "#!/bin/sh\n");
    repository.commit();
    repository.build();
    repository.date("src/script", 50);
    repository.date("src/a.cpp", 300);
    CHECK_FALSE(repository.newer("src/script"));
    CHECK_FALSE(repository.newer("../../usr/bin/env"));
    CHECK_FALSE(newer_source("/usr/bin/env", repository.tree()));
    const TemporaryDirectory outside;
    CHECK_FALSE(newer_source((outside.path() / "program").string(),
                             {outside.path().string(), outside.path().string(), {}}));
}
