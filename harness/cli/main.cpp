#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/verbs.hpp"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <sstream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using ratchet::ExitCode;

/// Errors are told in one place and one form; what was asked for goes to stdout, talk to stderr.
int report_error(const std::string& message, ExitCode code) {
    std::istringstream lines(message);
    for (std::string line; std::getline(lines, line);) {
        fmt::print(stderr, "ratchet: {}\n", ratchet::printable(line));
    }
    return static_cast<int>(code);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "Ratchet makes performance a test: measures scenarios, judges them against committed baselines.",
        "ratchet");
    app.set_version_flag("--version", RATCHET_VERSION);
    app.require_subcommand(1);

    ratchet::cli::Action action;
    ratchet::cli::add_list(app, action);
    ratchet::cli::add_run(app, action);
    ratchet::cli::add_compare(app, action);
    ratchet::cli::add_baseline(app, action);
    ratchet::cli::add_report(app, action);
    ratchet::cli::add_session(app, action);
    ratchet::cli::add_suite(app, action);
    ratchet::cli::add_discover(app, action);

    try {
        app.parse(argc, argv);
        return static_cast<int>(action());
    } catch (const CLI::Success& success) {
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        return report_error(std::string(error.what()) + "\nsee ratchet --help, or --help after a verb",
                            ExitCode::usage);
    } catch (const ratchet::Error& error) {
        return report_error(error.what(), ratchet::exit_code(error.code()));
    } catch (const std::filesystem::filesystem_error& error) {
        return report_error(error.what(), ExitCode::artifact);
    } catch (const std::exception& error) {
        return report_error(std::string("unexpected: ") + error.what(), ExitCode::failed);
    }
}
