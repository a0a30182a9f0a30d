#include "host/git_changes_process.hpp"

#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "host/git_process.hpp"
#include "temporary_directory_disk.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace ratchet;
using Catch::Matchers::Contains;
using Paths = std::vector<std::string>;

namespace {

/// A repository whose project lies in a folder of it.
class Tree {
  public:
    Tree() {
        fs::create_directories(root / "engine/src");
        write("engine/src/a.cpp", "one");
        write("engine/src/b.cpp", "one");
        write("-rf \n;x.cpp", "one");
        write(".gitignore", "build/\n");
        git({"init", "--quiet"});
        first = commit();
    }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((root / name).parent_path());
        std::ofstream(root / name, std::ios::binary) << text;
    }

    void git(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"git", "-c", "user.name=a", "-c", "user.email=a@b"});
        const auto result = run_subprocess(arguments, root.string(), std::chrono::minutes(1));
        CAPTURE(result.error_output);
        REQUIRE(result.succeeded());
    }

    std::string commit() const {
        git({"add", "-A"});
        git({"commit", "--quiet", "--message", "state"});
        return commit_of(root.string(), "HEAD");
    }

    [[nodiscard]] ChangesSince since(const std::string& commit) const {
        return changes_since((root / "engine").string(), commit);
    }

  private:
    testing::TemporaryDirectory directory_;

  public:
    const fs::path root = fs::canonical(directory_.path());
    std::string first;
};

}  // namespace

TEST_CASE("what was changed, committed, added and removed since a commit, relative to the repository's top") {
    const Tree tree;
    CHECK(tree.since(tree.first).files.value().paths.empty());
    tree.write("engine/src/a.cpp", "two");
    const std::string second = tree.commit();
    tree.write("engine/src/new.cpp", "not tracked");
    tree.write("engine/build/made.cpp", "ignored");
    tree.write("-rf \n;x.cpp", "two");
    const ChangesSince changes = tree.since(tree.first);
    REQUIRE(changes.files);
    CHECK(changes.why_none.empty());
    CHECK(changes.files->top == tree.root.string());
    CHECK(changes.files->prefix == "engine/");
    CHECK(changes.files->source_directory == (tree.root / "engine").string());
    CHECK(changes.files->paths == Paths{"-rf \n;x.cpp", "engine/src/a.cpp", "engine/src/new.cpp"});
    CHECK(tree.since(second).files.value().paths == Paths{"-rf \n;x.cpp", "engine/src/new.cpp"});
    fs::remove(tree.root / "engine/src/b.cpp");
    CHECK(tree.since(second).files.value().paths ==
          Paths{"-rf \n;x.cpp", "engine/src/b.cpp", "engine/src/new.cpp"});
    CHECK(changes_since(tree.root.string(), second).files.value().prefix.empty());
}

TEST_CASE("why nothing can be told is said, and nothing of it is an error") {
    const Tree tree;
    const auto why = [&](const std::string& commit) {
        const ChangesSince changes = tree.since(commit);
        CHECK_FALSE(changes.files);
        return changes.why_none;
    };
    CHECK_THAT(why(""), Contains("commit is not known"));
    CHECK_THAT(why("0123456789abcdef0123456789abcdef01234567"),
               Contains("0123456789ab is not in this repository") && Contains("--unshallow"));
    CHECK_THAT(why("--output=/tmp/x"), Contains("is not in this repository"));
    CHECK_THAT(why("HEAD; touch x"), Contains("is not in this repository"));
    const testing::TemporaryDirectory elsewhere;
    CHECK_THAT(changes_since(elsewhere.path().string(), tree.first).why_none, Contains("git says"));
    CHECK_FALSE(changes_since("/nowhere/at/all", tree.first).why_none.empty());
}
