#pragma once

#include "profile/stacks.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// The functions of two profiles of one program in two builds, and which of them are the same.

namespace ratchet {

/// What stands for all functions of a module that have no symbol: their names are addresses, which no other
/// build has.
inline constexpr auto code_without_symbols = "code without symbols";

/// The name of the function in the source that `symbol` (demangled or not) is code of: without what compilers
/// add for clones and parts of it, "search.constprop.0" and "search(int) [clone .cold]".
std::string source_function(std::string_view symbol);

/// The frame with its function as the source has it; `code_without_symbols` where there is none.
Frame source_frame(const Frame& frame);

/// What modules of `before` are called in `now`, as far as they are not called the same. A module that one of
/// the profiles does not have at all is taken for that module of the other, likewise alone, with which it
/// shares the most functions: a program or a library that bears another name or version now.
std::map<std::string, std::string> renamed_modules(const Stacks& now, const Stacks& before);

/// A function in two profiles.
struct MatchedFunction {
    Frame frame;               ///< as `source_function` and the current profile have it
    std::uint64_t now = 0;     ///< samples of its own
    std::uint64_t before = 0;  ///< likewise, in the baseline's profile
    bool seen_before = false;  ///< anywhere in a stack of the baseline
    bool is_code = true;       ///< a function, not one of the profiler's own frames such as "[unknown]"
};

/// All that have samples of their own in one of the two, by name and module. Functions are the same where
/// name and module are, by `source_function` and `renamed_modules`. Takes time in proportion to the frames of
/// all stacks that differ.
std::vector<MatchedFunction> match_functions(const Stacks& now, const Stacks& before);

}  // namespace ratchet
