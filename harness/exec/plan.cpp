#include "exec/plan.hpp"

#include "base/error.hpp"
#include "base/shell_words.hpp"
#include "base/text.hpp"
#include "exec/shell_text.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

using Words = std::vector<std::string>;

[[noreturn]] void refuse_plan(const std::string& message, const std::string& where = "exec") {
    throw Error(ErrorCode::usage, message, where);
}

std::vector<Words> separated(const Words& words) {
    std::vector<Words> commands(1);
    for (const std::string& word : words) {
        if (word == "--vs") {
            commands.emplace_back();
        } else {
            commands.back().push_back(word);
        }
    }
    for (const Words& command : commands) {
        if (command.empty()) {
            refuse_plan(words.empty()
                            ? "needs a command behind --, as in: ratchet exec -- sleep 0.1"
                            : "a command is missing beside --vs, as in: ratchet exec -- old --vs new");
        }
    }
    return commands;
}

std::string joined(const Words& words) {
    std::string line;
    for (const std::string& word : words) {
        line += (line.empty() ? "" : " ") + shell_quoted(word);
    }
    return line;
}

Words substituted_all(Words words, const Setting& setting) {
    for (std::string& word : words) {
        word = substituted(word, setting);
    }
    return words;
}

Words given_to_shell(const std::string& shell, const std::string& text, const Setting& setting) {
    Words argv = shell_words(shell);
    if (argv.empty()) {
        refuse_plan("needs the name of a shell", "--shell");
    }
    argv.insert(argv.end(), {"-c", shell_text(text, setting)});
    return argv;
}

Words split_text(const std::string& text, const Setting& setting) {
    Words argv = substituted_all(shell_words(text), setting);
    if (argv.empty()) {
        refuse_plan("holds no word", fmt::format("command \"{}\"", printable(text)));
    }
    return argv;
}

const std::string& one_text(const Words& command) {
    if (command.size() != 1) {
        refuse_plan(fmt::format("with --shell and -N a command is one text: quote it, as in '{}'",
                                printable(fmt::format("{}", fmt::join(command, " ")))));
    }
    return command.front();
}

Words argv_of(const ExecRequest& request, const Words& command, const Setting& setting) {
    switch (request.form) {
        case CommandForm::words:
            break;
        case CommandForm::text:
            return split_text(one_text(command), setting);
        case CommandForm::shell:
            return given_to_shell(request.shell, one_text(command), setting);
    }
    return substituted_all(command, setting);
}

/// What of the setting a name does not show already: " (threads=4)".
std::string untold(const std::string& text, const Setting& setting) {
    std::string rest;
    for (const auto& [name, value] : setting) {
        if (!mentions(text, name)) {
            rest += fmt::format("{}{}={}", rest.empty() ? " (" : ", ", name, value);
        }
    }
    return rest.empty() ? rest : rest + ")";
}

std::string name_of(const ExecRequest& request, const Words& command, std::size_t index,
                    const Setting& setting) {
    const std::string text = index < request.names.size()         ? request.names[index]
                             : request.form == CommandForm::words ? joined(command)
                                                                  : command.front();
    return substituted(text, setting) + untold(text, setting);
}

/// The text of an option that is given once for all commands or once for each.
Words auxiliary(const ExecRequest& request, const Words& texts, std::size_t index, const Setting& setting) {
    if (texts.empty()) {
        return {};
    }
    const std::string& text = texts.size() == 1 ? texts.front() : texts[index];
    return request.form == CommandForm::text ? split_text(text, setting)
                                             : given_to_shell(request.shell, text, setting);
}

void require_one_for_each(const Words& texts, std::size_t commands, const char* option) {
    if (texts.size() > 1 && texts.size() != commands) {
        refuse_plan(fmt::format("is given {} times for {} commands: give it once, or once for each",
                                texts.size(), commands),
                    option);
    }
}

void require_mentioned(const ExecRequest& request) {
    for (const Parameter& parameter : request.parameters) {
        const auto mentioned = [&](const Words& texts) {
            return std::any_of(texts.begin(), texts.end(),
                               [&](const std::string& text) { return mentions(text, parameter.name); });
        };
        if (!mentioned(request.words) && !mentioned(request.setups) && !mentioned(request.prepares) &&
            !mentioned(request.cleanups)) {
            refuse_plan(fmt::format("is never used: write @{}@ where its values belong", parameter.name),
                        fmt::format("parameter \"{}\"", parameter.name));
        }
    }
}

void require_distinct_names(const Words& names) {
    for (auto name = names.begin(); name != names.end(); ++name) {
        if (name->empty()) {
            refuse_plan("is empty", "--name");
        }
        if (std::find(names.begin(), name, *name) != name) {
            refuse_plan(fmt::format("'{}' is given to two commands", printable(*name)), "--name");
        }
    }
}

void require_valid(const ExecRequest& request, std::size_t commands, std::size_t settings) {
    require_mentioned(request);
    require_one_for_each(request.setups, commands, "--setup");
    require_one_for_each(request.prepares, commands, "--prepare");
    require_one_for_each(request.cleanups, commands, "--cleanup");
    if (request.names.size() > commands) {
        refuse_plan(fmt::format("is given {} times for {} commands", request.names.size(), commands),
                    "--name");
    }
    require_distinct_names(request.names);
    if (request.compare_settings && commands > 1) {
        refuse_plan("stands between commands or in front of them, not both", "--vs");
    }
    if (request.compare_settings && settings < 2) {
        refuse_plan(
            "has nothing to compare: put it between two commands, as in: ratchet exec -- old --vs new; "
            "or give a parameter several values, as in: ratchet exec --vs -L level=1,3 -- zstd -@level@ file",
            "--vs");
    }
}

}  // namespace

std::vector<CommandGroup> plan_commands(const ExecRequest& request) {
    const std::vector<Words> commands = separated(request.words);
    const std::vector<Setting> settings = all_settings(request.parameters);
    require_valid(request, commands.size(), settings.size());
    std::vector<CommandGroup> groups;
    for (const Setting& setting : settings) {
        if (groups.empty() || !request.compare_settings) {
            groups.emplace_back();
        }
        for (std::size_t i = 0; i < commands.size(); ++i) {
            groups.back().push_back({.name = name_of(request, commands[i], i, setting),
                                     .argv = argv_of(request, commands[i], setting),
                                     .setting = setting,
                                     .setup = auxiliary(request, request.setups, i, setting),
                                     .prepare = auxiliary(request, request.prepares, i, setting),
                                     .cleanup = auxiliary(request, request.cleanups, i, setting)});
        }
    }
    return groups;
}

}  // namespace ratchet
