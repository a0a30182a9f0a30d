#pragma once

#include "cli/exit_code.hpp"

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace ratchet::cli {

/// What the chosen verb will do once the whole command line has been understood.
using Action = std::function<ExitCode()>;

/// Each adds one verb to the command line; the verb's callback sets `action`. `action` must outlive the
/// parse.
void add_list(CLI::App& app, Action& action);
void add_run(CLI::App& app, Action& action);
void add_bisect(CLI::App& app, Action& action);
void add_doctor(CLI::App& app, Action& action);
void add_duet(CLI::App& app, Action& action);
void add_compare(CLI::App& app, Action& action);
void add_discover(CLI::App& app, Action& action);
/// `words`: what stands behind the first `--`, which the parser is not shown.
void add_exec(CLI::App& app, Action& action, const std::vector<std::string>& words);
void add_baseline(CLI::App& app, Action& action);
void add_profile(CLI::App& app, Action& action);
void add_report(CLI::App& app, Action& action);
void add_session(CLI::App& app, Action& action);
void add_suite(CLI::App& app, Action& action);

}  // namespace ratchet::cli
