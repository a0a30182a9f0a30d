#pragma once

#include "measure/run_process.hpp"
#include "model/instruction_counts.hpp"
#include "model/plan.hpp"
#include "model/scenario.hpp"

namespace ratchet {

/// Whether this CPU counts instructions and the kernel lets this process have the counter.
bool cpu_counts_instructions();

/// Launches the scenario once to count its instructions, and adds a total or the problem. What it counts:
/// - of a program that speaks Ratchet's protocol the timed iterations of the plan, with all threads, without
///   warm-up and set-up;
/// - of a command all of it, from launch to exit, children included;
/// - of a benchmark library nothing: it makes as many calls as fit into a time, and no two runs do the same.
/// By the CPU's counter where `by_cpu`, else by callgrind, for which valgrind has to be in the PATH; it takes
/// some twenty times as long as a timed run. What gave the first total gives all of them. The program finds
/// the arguments of a timed run, addresses are fixed, and its environment always has one size; what it writes
/// is not kept. Whatever it does is a problem, not an exception. `context.session_directory` is left alone.
void count_once(InstructionCounts& counts, const RunContext& context, const ScenarioSpec& spec,
                const Plan& plan, bool by_cpu);

}  // namespace ratchet
