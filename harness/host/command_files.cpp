#include "host/command_files.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace ratchet {
namespace {

bool is_output_option(std::string_view text) {
    constexpr std::array<std::string_view, 4> options = {"-o", "--out", "--output", "of"};
    return std::find(options.begin(), options.end(), text) != options.end();
}

}  // namespace

std::vector<std::string> possible_inputs(const std::vector<std::string>& command) {
    std::vector<std::string> result;
    const auto add = [&result](std::string text) {
        if (!text.empty() && std::find(result.begin(), result.end(), text) == result.end()) {
            result.push_back(std::move(text));
        }
    };
    for (std::size_t index = 1; index < command.size(); ++index) {
        const std::string& argument = command[index];
        const std::size_t equals = argument.find('=');
        const bool names_output = index > 1 && is_output_option(command[index - 1]);
        if (names_output || is_output_option(argument.substr(0, equals))) {
            continue;
        }
        add(argument);
        if (equals != std::string::npos) {
            add(argument.substr(equals + 1));
        }
    }
    return result;
}

bool runs_other_programs(const std::string& program) {
    constexpr std::array<std::string_view, 27> names = {
        "awk",  "bash",    "busybox", "cmake", "ctest",   "dash",    "env",     "java",  "ksh",
        "lua",  "make",    "nice",    "ninja", "node",    "nohup",   "perl",    "php",   "python",
        "ruby", "setarch", "sh",      "sudo",  "taskset", "timeout", "numactl", "xargs", "zsh"};
    std::string_view name = program;
    name.remove_prefix(name.find_last_of('/') + 1);             // npos + 1 is 0
    name = name.substr(0, name.find_first_of("0123456789.-"));  // python3.11
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace ratchet
