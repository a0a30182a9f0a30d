#pragma once

#include <string>
#include <vector>

namespace ratchet {

/// The texts of a command, argv[0] excepted, that may name a file it reads: each argument and what follows
/// its first "=" ("--input=corpus.tar", "if=corpus.tar"), without repetition, in order. What an output option
/// names (the argument after -o, --out, --output; their values and that of of=) is left out: it changes with
/// every run and decides nothing.
[[nodiscard]] std::vector<std::string> possible_inputs(const std::vector<std::string>& command);

/// Whether the program is known to run others that its arguments need not name as files: shells,
/// interpreters, build tools, wrappers such as env and timeout. By its file name.
bool runs_other_programs(const std::string& program);

}  // namespace ratchet
