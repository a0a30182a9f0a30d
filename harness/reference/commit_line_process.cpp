#include "reference/commit_line_process.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "host/git_output.hpp"
#include "host/git_process.hpp"

#include <string_view>

namespace ratchet {
namespace {

/// Names and subjects by turns.
std::string log(const std::string& source_directory, const std::string& which, bool one) {
    std::vector<std::string> arguments = {"log", "--no-show-signature", "--reverse", "--first-parent",
                                          "-z",  "--format=%H %s"};
    if (one) {
        arguments.emplace_back("-1");
    }
    arguments.push_back(which);
    const SubprocessResult result = run_git(source_directory, arguments);
    if (!result.succeeded()) {
        throw Error(ErrorCode::usage, printable(result.error_output), "git log");
    }
    return result.output;
}

void add(std::vector<BisectedCommit>& commits, const std::string& text) {
    for (const std::string_view line : nul_separated(text)) {
        const std::size_t end_of_hash = line.find(' ');
        BisectedCommit commit;
        commit.commit = line.substr(0, end_of_hash);
        commit.subject = line.substr(end_of_hash + 1);
        commits.push_back(std::move(commit));
    }
}

/// On another branch that was merged in between, changes of this one would be compared with what never had
/// them.
void require_first_parent(const std::string& source_directory, const std::string& commit,
                          const std::string& parent) {
    const SubprocessResult found = run_git(source_directory, {"rev-parse", "--verify", commit + "^1"});
    if (!found.succeeded() || found.output != parent + "\n") {
        throw Error(
            ErrorCode::usage,
            "is an ancestor of the bad commit, but by a branch that was merged; name the commit before "
            "the merge, or bisect within that branch",
            short_commit(parent));
    }
}

}  // namespace

std::vector<BisectedCommit> commits_between(const std::string& source_directory, const std::string& good,
                                            const std::string& bad) {
    if (good == bad) {
        throw Error(ErrorCode::usage, "is the good and the bad commit in one", short_commit(good));
    }
    if (!run_git(source_directory, {"merge-base", "--is-ancestor", good, bad}).succeeded()) {
        throw Error(ErrorCode::usage,
                    "is no ancestor of the bad commit; of a shallow clone fetch the history first (git fetch "
                    "--unshallow)",
                    short_commit(good));
    }
    std::vector<BisectedCommit> commits;
    add(commits, log(source_directory, good, true));
    add(commits, log(source_directory, good + ".." + bad, false));
    require_first_parent(source_directory, commits.at(1).commit, good);
    return commits;
}

}  // namespace ratchet
