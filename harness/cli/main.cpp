#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using ratchet::ExitCode;

/// Nobody reads what is written any more, as behind `| head`.
constexpr int closed_pipe = 128 + SIGPIPE;

/// Errors are told in one place and one form; what was asked for goes to stdout, talk to stderr.
int report_error(const std::string& message, ExitCode code) {
    std::istringstream lines(message);
    for (std::string line; std::getline(lines, line);) {
        ratchet::cli::talk("ratchet: {}\n", ratchet::printable(line));
    }
    return static_cast<int>(code);
}

/// Why the words were not enough: a verb that is none, with the near ones, or what a verb lacks (`lacking`).
std::string what_is_missing(const CLI::App& app, int argc, char** argv, const std::string& lacking) {
    std::vector<std::string> verbs;
    for (const CLI::App* verb :
         app.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); })) {
        verbs.push_back(verb->get_name());
    }
    const std::string_view given = argc > 1 ? argv[1] : "";
    if (std::find(verbs.begin(), verbs.end(), given) != verbs.end()) {
        return fmt::format("{}: {}; see ratchet {} --help", given, lacking, given);
    }
    if (given.empty() || given.front() == '-') {
        return fmt::format("a verb is missing; see ratchet --help, or --help after a verb ({})",
                           fmt::join(verbs, ", "));
    }
    const std::vector<std::string> near = ratchet::near_names(given, verbs);
    return fmt::format("\"{}\" is no verb; {}", given,
                       near.empty() ? fmt::format("there are {}", fmt::join(verbs, ", "))
                                    : fmt::format("did you mean {}?", fmt::join(near, " or ")));
}

/// How many arguments are for the parser: of `exec` those before the first `--`, since what follows is
/// another program's command line, in which nothing may be looked for.
int own_arguments(int argc, char** argv) {
    if (argc < 2 || std::string_view(argv[1]) != "exec") {
        return argc;
    }
    return static_cast<int>(std::find(argv, argv + argc, std::string_view("--")) - argv);
}

/// Runs what the command line asks for.
int run_verb(int argc, char** argv) {
    CLI::App app(
        "Ratchet makes performance a test: measures scenarios, judges them against committed baselines.",
        "ratchet");
    app.set_version_flag("--version", RATCHET_VERSION);
    app.require_subcommand(1);

    ratchet::cli::Action action;
    ratchet::cli::add_list(app, action);
    ratchet::cli::add_run(app, action);
    ratchet::cli::add_duet(app, action);
    ratchet::cli::add_bisect(app, action);
    ratchet::cli::add_doctor(app, action);
    ratchet::cli::add_compare(app, action);
    const int own = own_arguments(argc, argv);
    ratchet::cli::add_exec(app, action, {argv + std::min(own + 1, argc), argv + argc});
    ratchet::cli::add_baseline(app, action);
    ratchet::cli::add_profile(app, action);
    ratchet::cli::add_report(app, action);
    ratchet::cli::add_session(app, action);
    ratchet::cli::add_suite(app, action);
    ratchet::cli::add_discover(app, action);

    try {
        app.parse(own, argv);
        return static_cast<int>(action());
    } catch (const CLI::Success& success) {
        return app.exit(success);
    } catch (const CLI::RequiredError& error) {
        return report_error(what_is_missing(app, argc, argv, error.what()), ExitCode::usage);
    } catch (const CLI::ParseError& error) {
        return report_error(std::string(error.what()) + "\nsee ratchet --help, or --help after a verb",
                            ExitCode::usage);
    } catch (const ratchet::Error& error) {
        return report_error(error.what(), ratchet::exit_code(error.code()));
    } catch (const std::filesystem::filesystem_error& error) {
        return report_error(error.path1().string() + ": " + error.code().message(), ExitCode::artifact);
    } catch (const std::system_error& error) {
        return error.code() == std::errc::broken_pipe
                   ? closed_pipe
                   : report_error(std::string("unexpected: ") + error.what(), ExitCode::failed);
    } catch (const std::exception& error) {
        return report_error(std::string("unexpected: ") + error.what(), ExitCode::failed);
    }
}

}  // namespace

int main(int argc, char** argv) {
    ratchet::cli::open_standard_streams();
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error of the write, with a message
    // It ends this program too, but not before it has cleared up; for a caller that ignores it, it is an
    // error.
    auto* const when_pipe_is_closed = std::signal(SIGPIPE, SIG_IGN);
    const int code = run_verb(argc, argv);
    const std::error_code unwritten = ratchet::cli::flush_output();
    if (when_pipe_is_closed != SIG_IGN && (code == closed_pipe || unwritten == std::errc::broken_pipe)) {
        std::signal(SIGPIPE, SIG_DFL);
        std::raise(SIGPIPE);
    }
    if (unwritten || code == closed_pipe) {
        return report_error("standard output cannot be written; make room or redirect it elsewhere",
                            ExitCode::artifact);
    }
    return code;
}
