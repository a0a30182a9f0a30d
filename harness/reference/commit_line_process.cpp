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
                                          "-z",  "--format=%H%x00%s"};
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
    const std::vector<std::string_view> fields = nul_separated(text);
    for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
        BisectedCommit commit;
        commit.commit = fields[i];
        commit.subject = fields[i + 1];
        commits.push_back(std::move(commit));
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
    return commits;
}

}  // namespace ratchet
