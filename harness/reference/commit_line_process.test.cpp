#include "reference/commit_line_process.hpp"

#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "host/git_process.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <string>
#include <vector>

using namespace ratchet;
using Catch::Contains;

namespace {

/// A repository of empty commits.
class History {
  public:
    History() { git({"init", "--quiet", "--initial-branch=main"}); }

    void git(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"git", "-c", "user.name=a", "-c", "user.email=a@b"});
        const auto result = run_subprocess(arguments, directory_.path(), std::chrono::minutes(1));
        CAPTURE(result.error_output);
        REQUIRE(result.succeeded());
    }

    /// A commit that is also a tag.
    void commit(const std::string& tag, const std::string& subject) const {
        git({"commit", "--quiet", "--allow-empty", "--allow-empty-message", "--message", subject});
        git({"tag", tag});
    }

    [[nodiscard]] std::string id(const std::string& name) const { return commit_of(directory_.path(), name); }

    [[nodiscard]] std::vector<BisectedCommit> between(const std::string& good, const std::string& bad) const {
        return commits_between(directory_.path(), id(good), id(bad));
    }

  private:
    testing::TemporaryDirectory directory_;
};

}  // namespace

TEST_CASE("a line of commits has both ends, oldest first, with their subjects, empty ones too") {
    const History history;
    history.commit("one", "first");
    history.commit("two", "");
    history.commit("three", "a b  \"c\" $(d)");
    history.commit("four", "last");
    const std::vector<BisectedCommit> line = history.between("one", "four");
    REQUIRE(line.size() == 4);
    CHECK(line[0].commit == history.id("one"));
    CHECK(line[0].subject == "first");
    CHECK(line[1].commit == history.id("two"));
    CHECK(line[1].subject.empty());
    CHECK(line[2].subject == "a b  \"c\" $(d)");
    CHECK(line[3].commit == history.id("four"));
    CHECK(line[3].state == CommitState::untried);
    CHECK(history.between("three", "four").size() == 2);
}

TEST_CASE("a merge is one commit of the line, and what came with it is none") {
    const History history;
    history.commit("base", "base");
    history.git({"checkout", "--quiet", "-b", "side"});
    history.commit("beside", "beside");
    history.git({"checkout", "--quiet", "main"});
    history.commit("here", "here");
    history.git({"merge", "--quiet", "--no-ff", "--message", "merge", "side"});
    history.git({"tag", "merged"});
    const std::vector<BisectedCommit> line = history.between("base", "merged");
    REQUIRE(line.size() == 3);
    CHECK(line[1].subject == "here");
    CHECK(line[2].subject == "merge");
    CHECK_THROWS_WITH(history.between("beside", "merged"), Contains("a branch that was merged"));
}

TEST_CASE("ends that are no line are refused, with what to do") {
    const History history;
    history.commit("one", "first");
    history.commit("two", "second");
    CHECK_THROWS_WITH(history.between("one", "one"), Contains("the good and the bad commit in one"));
    CHECK_THROWS_WITH(history.between("two", "one"),
                      Contains("no ancestor of the bad commit") && Contains("--unshallow"));
}
