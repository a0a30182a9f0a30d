#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "cli/harness.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "host/host_linux.hpp"
#include "report/verdict_table.hpp"
#include "session/owner_linux.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

ExitCode begin(const ProjectOptions& options) {
    Harness harness(read_project(options, read_environment()));
    const SessionOwner owner = living_parent(harness.surroundings().host.boot_id);
    const SessionDirectory session = harness.begin(owner);
    fmt::print("{}\n", session.path().string());
    return ExitCode::success;
}

/// Whether the ctest that calls has measured anything. Looks at nothing else, so that nothing else can be
/// wrong: a registry that cannot be read had no session begun by this ctest.
bool owns_session(const ProjectOptions& options) {
    try {
        const SessionStore store(read_project(options, {}).output_directory);
        const SessionOwner ctest = parent_process(read_host().boot_id);
        return store.held_by(ctest).has_value() || store.newest_ended(ctest).has_value();
    } catch (const Error&) {
        return false;
    }
}

/// CTest's post-test hook: runs after every ctest, so it has nothing to say, and nothing to fail, unless this
/// ctest owned a session. One that was left open (`--stop-on-failure`) is ended here.
ExitCode summarise(const ProjectOptions& options) {
    if (!owns_session(options)) {
        return ExitCode::success;
    }
    Harness harness(read_project(options, read_environment()));
    const SessionOwner ctest = parent_process(harness.surroundings().host.boot_id);
    if (const auto left_open = harness.store().held_by(ctest)) {
        harness.finish(*left_open);
    }
    if (const auto session = harness.store().newest_ended(ctest)) {
        const SessionReport report = harness.report(*session);
        fmt::print("\n{}", render_verdicts(report, style_of(stdout)));
        harness.annotate(report);
    }
    return ExitCode::success;
}

}  // namespace

void add_session(CLI::App& app, Action& action) {
    CLI::App* verb = app.add_subcommand("session", "")->group("");
    verb->require_subcommand(1);
    const auto options = std::make_shared<ProjectOptions>();
    CLI::App* begin_verb = verb->add_subcommand("begin", "opens a session for the process that calls");
    CLI::App* summary_verb =
        verb->add_subcommand("summary", "prints the verdicts of the calling process's session");
    add_project_options(*begin_verb, *options);
    add_project_options(*summary_verb, *options);
    begin_verb->callback([options, &action] { action = [options] { return begin(*options); }; });
    summary_verb->callback([options, &action] { action = [options] { return summarise(*options); }; });
}

}  // namespace ratchet::cli
