#pragma once

#include "profile/taken_profile.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The call graph that callgrind writes, `callgrind.out.<pid>`: what each function cost by itself, and what it
// cost to call each other one. Which caller's calls cost what further down it does not say, so stacks made of
// it are an estimate.

namespace ratchet {

struct CallgrindCall {
    std::size_t callee = 0;  ///< position in `CallgrindGraph::functions`
    std::uint64_t cost = 0;  ///< of all these calls, with everything below them
    std::uint64_t calls = 0;
};

struct CallgrindFunction {
    Frame frame;
    std::uint64_t self = 0;
    std::vector<CallgrindCall> calls;  ///< by callee; one for each
};

struct CallgrindGraph {
    std::string creator;                       ///< "callgrind-3.19.0"; empty where the text tells none
    std::vector<CallgrindFunction> functions;  ///< in the order in which they are first named
};

/// Reads all parts of the text of such a file, instructions (`Ir`) alone: names and positions in full or
/// compressed, with lines, addresses or both, `cob`, `cfi`, `cfl` and `cfn`, jumps passed over. A function is
/// its name and its object's file name. Throws `Error(artifact)` with the number of the line for what is no
/// such text, counts no instructions, overflows, or, of callgrind's own, is cut off.
CallgrindGraph read_callgrind_graph(std::string_view text, const std::string& where);

/// Stacks of the graph: beginning at functions that nobody calls, what a stack costs is shared out over the
/// function itself and its calls in proportion to what these cost in all. A function that is in the stack
/// already is not entered again (recursion is cut), nor what costs less than 1/20 000 of the whole, nor more
/// than 200 levels. Then each function's stacks are scaled to add up to its own cost exactly; a function that
/// none of them reached stands under "[other callers]".
Stacks callgrind_stacks(const CallgrindGraph& graph);

/// The profile of such a text: unit "instructions", rung `callgrind`. Throws `Error(artifact)` as above, and
/// where nothing was counted.
TakenProfile read_callgrind_profile(std::string_view text, const std::string& where);

}  // namespace ratchet
