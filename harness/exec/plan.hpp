#pragma once

#include "exec/parameters.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// How the words of a command line become a program and its arguments.
enum class CommandForm {
    words,  ///< they are the program and its arguments
    text,   ///< each command is one text, split into words as a shell would, without a shell
    shell,  ///< each command is one text that a shell is given
};

/// What `ratchet exec` was asked to measure.
struct ExecRequest {
    std::vector<std::string> words;  ///< everything behind `--`; `--vs` among them separates commands
    CommandForm form = CommandForm::words;
    std::string shell = "sh";  ///< with its own arguments; also runs what stands below, except for `text`
    bool compare_settings = false;  ///< the settings of the parameters run in blocks with each other
    std::vector<Parameter> parameters;
    std::vector<std::string>
        names;  ///< of the commands, in order; fewer: the others go by their command line
    std::vector<std::string> setups;  ///< one for all commands, or one for each; so below
    std::vector<std::string> prepares;
    std::vector<std::string> cleanups;
};

struct PlannedCommand {
    std::string name;
    std::vector<std::string> argv;
    Setting setting;
    std::vector<std::string> setup;    ///< argv, run once before the first run; empty: nothing to do
    std::vector<std::string> prepare;  ///< before every run, warm-up included
    std::vector<std::string> cleanup;  ///< once after the last run

    bool operator==(const PlannedCommand&) const = default;
};

/// Commands that run in blocks with each other, the first being the reference; or a single one.
using CommandGroup = std::vector<PlannedCommand>;

/// Every command with every setting, in the order in which they are measured: the commands that `--vs`
/// separates form one group for each setting, and with `compare_settings` all settings of the one command do.
/// In texts for a shell each value is one word, so that no value can become a command (`shell_text`);
/// everywhere else it is put in as it is. Throws `Error(usage)` that says what to do: without a command, for
/// an empty one, for a parameter that is never mentioned, for more names, set-ups … than commands, for a text
/// of several words, where a value would have to stand within a shell's quotes, and where there is nothing to
/// compare.
std::vector<CommandGroup> plan_commands(const ExecRequest& request);

}  // namespace ratchet
