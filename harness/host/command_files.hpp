#pragma once

#include <string>
#include <vector>

namespace ratchet {

/// The texts of a command, argv[0] excepted, that may name a file it reads: each argument and what follows
/// its first "=" ("--input=corpus.tar", "if=corpus.tar"), without repetition, in order. What an output option
/// names (the argument after -o, --out, --output; their values and that of of=) is left out: it changes with
/// every run and decides nothing.
[[nodiscard]] std::vector<std::string> possible_inputs(const std::vector<std::string>& command);

}  // namespace ratchet
