#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What the kernel writes into the ring buffers of perf events (perf_event_open(2)), as values. 64-bit x86.

namespace ratchet {

/// The registers that are sampled, in the order of their numbers in DWARF: rax rdx rcx rbx rsi rdi rbp rsp
/// r8 to r15, and the address of the instruction.
constexpr std::size_t unwind_registers = 17;
using UnwindRegisters = std::array<std::uint64_t, unwind_registers>;
constexpr std::size_t dwarf_rbp = 6;
constexpr std::size_t dwarf_rsp = 7;
constexpr std::size_t dwarf_rip = 16;

/// The mask by which the kernel is asked for them.
std::uint64_t sampled_register_mask();

/// How stacks come.
enum class StackSource {
    copies,          ///< registers and a copy of the top of the stack, to be unwound
    frame_pointers,  ///< the kernel has followed frame pointers
};

/// One sample. What it views is the record's.
struct PerfSample {
    std::uint32_t process = 0;
    std::uint32_t thread = 0;
    std::uint64_t address = 0;                 ///< of the instruction
    std::vector<std::uint64_t> kernel_chain;   ///< innermost first; empty: in user space, or not told
    std::vector<std::uint64_t> user_chain;     ///< with `frame_pointers` alone
    std::optional<UnwindRegisters> registers;  ///< of user space; absent: a 32-bit process, or none left
    std::string_view stack;                    ///< what lies from the stack pointer upwards
    bool stack_is_cut = false;                 ///< there is more of it above
};

/// A process has mapped executable memory.
struct PerfMapping {
    std::uint32_t process = 0;
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
    std::uint64_t file_offset = 0;
    std::string path;  ///< or "[vdso]", "//anon"
};

/// A thread, or with another `process` than its parent's a process, begins or ends.
struct PerfFork {
    std::uint32_t process = 0;
    std::uint32_t parent_process = 0;
};
struct PerfExit {
    std::uint32_t process = 0;
};

/// A process executes another program: nothing it had mapped is left.
struct PerfExec {
    std::uint32_t process = 0;
};

/// Samples that found no room.
struct PerfLost {
    std::uint64_t samples = 0;
};

/// The kernel has slowed sampling down.
struct PerfThrottle {};

using PerfRecord = std::variant<std::monostate, PerfSample, PerfMapping, PerfFork, PerfExit, PerfExec,
                                PerfLost, PerfThrottle>;

/// When it was made, ns of the monotonic clock. Of a whole record; 0 for one that is too short to say.
std::uint64_t perf_record_time_ns(std::string_view record);

/// The process that a whole record says has begun: made by another one, or executing a program.
std::optional<std::uint32_t> process_begun(std::string_view record);

/// The thread of a whole record that is a sample.
std::optional<std::uint32_t> sampled_thread(std::string_view record);

/// A whole record, its header included; `std::monostate` for one that says nothing here. Throws
/// `Error(measurement)` for one that contradicts itself. `record` must outlive what is returned.
PerfRecord parse_perf_record(std::string_view record, StackSource source);

}  // namespace ratchet
