#include "host/git_changes_process.hpp"

#include "base/text.hpp"
#include "host/git_output.hpp"
#include "host/git_process.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::chrono::seconds git_patience(10);

std::string first_line_of(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

std::string what_git_said(const SubprocessResult& result) {
    if (result.start_error) {
        return "git cannot be run: " + printable(*result.start_error);
    }
    if (result.timed_out) {
        return "git did not end within 10 s";
    }
    return "git says: " + printable(first_line_of(result.error_output));
}

void add_paths(const SubprocessResult& listed, std::vector<std::string>& paths) {
    for (const std::string_view path : nul_separated(listed.output)) {
        paths.emplace_back(path);
    }
}

}  // namespace

ChangesSince changes_since(const std::string& source_directory, const std::string& commit) {
    if (commit.empty()) {
        return {std::nullopt, "the baseline's commit is not known"};
    }
    // One a line, the last of which is empty in the top directory itself.
    const SubprocessResult place =
        run_git(source_directory, {"rev-parse", "--show-toplevel", "--show-prefix"}, git_patience);
    if (!place.succeeded()) {
        return {std::nullopt, what_git_said(place)};
    }
    const SubprocessResult known =
        run_git(source_directory,
                {"rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}"}, git_patience);
    if (!known.succeeded()) {
        return {std::nullopt,
                fmt::format("commit {} is not in this repository; if it is a shallow clone: git fetch "
                            "--unshallow",
                            printable(short_commit(commit)))};
    }
    const SubprocessResult tracked = run_git(source_directory,
                                             {"diff", "--name-only", "-z", "--no-renames", "--no-ext-diff",
                                              "--no-relative", "--end-of-options", commit},
                                             git_patience);
    const SubprocessResult untracked = run_git(
        source_directory, {"ls-files", "--others", "--exclude-standard", "--full-name", "-z"}, git_patience);
    if (!tracked.succeeded() || !untracked.succeeded()) {
        return {std::nullopt, what_git_said(tracked.succeeded() ? untracked : tracked)};
    }
    ChangedFiles files;
    files.top = first_line_of(place.output);
    files.prefix = first_line_of(
        std::string_view(place.output).substr(std::min(files.top.size() + 1, place.output.size())));
    files.source_directory = source_directory;
    add_paths(tracked, files.paths);
    add_paths(untracked, files.paths);
    std::ranges::sort(files.paths);
    return {std::move(files), ""};
}

}  // namespace ratchet
