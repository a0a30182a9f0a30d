#pragma once

#include "profile/perf_records.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

// How a function's frame is undone, as call frame information of DWARF tells it, and the undoing.

namespace ratchet {

/// The part of a stack that was copied.
struct StackCopy {
    std::uint64_t begin = 0;  ///< its lowest address
    std::string_view bytes;

    /// The eight bytes at `address`; nothing where they were not copied.
    [[nodiscard]] std::optional<std::uint64_t> word(std::uint64_t address) const;
};

/// One operation of a DWARF expression, by its code (DWARF 5, 7.7.1) and its operands.
struct FrameOperation {
    std::uint8_t code = 0;
    std::uint64_t first = 0;
    std::uint64_t second = 0;

    bool operator==(const FrameOperation&) const = default;
};

/// What is known while an expression is evaluated.
struct FrameContext {
    const UnwindRegisters& registers;
    std::uint64_t frame_address = 0;  ///< canonical frame address; while it is sought itself: 0
    const StackCopy& stack;
};

/// What an expression comes to. Nothing for an operation that is unknown or has no operands, and where it
/// needs memory that was not copied.
std::optional<std::uint64_t> evaluate(const std::vector<FrameOperation>& expression,
                                      const FrameContext& context);

/// Where the caller's value of a register is.
struct RegisterRule {
    enum class Kind {
        at_offset,           ///< in memory at the frame address + `offset`
        expression_address,  ///< in memory where `expression` points
        expression_value,    ///< it is the value of `expression`
        in_register,         ///< in the register of the number `offset`
    };
    Kind kind = Kind::at_offset;
    std::int64_t offset = 0;
    std::vector<FrameOperation> expression = {};

    bool operator==(const RegisterRule&) const = default;
};

/// The rules that hold at one instruction.
struct FrameRules {
    /// The frame address: the value of this register plus `frame_offset`, or else of the expression.
    std::optional<std::uint8_t> frame_register;
    std::int64_t frame_offset = 0;
    std::vector<FrameOperation> frame_expression;
    std::optional<RegisterRule> return_address;  ///< absent: there is no caller, this is where a stack begins
    std::vector<std::pair<std::uint8_t, RegisterRule>> registers;  ///< those that the function has changed
    bool is_signal_frame = false;  ///< the caller was interrupted: its address is not behind a call
};

/// Makes of a frame's registers those of its caller. False where the return address was not copied, or the
/// rules lead nowhere. A register whose place was not copied stays as it is.
bool step(const FrameRules& rules, const StackCopy& stack, UnwindRegisters& registers);

/// The same for code that nothing is known of, by the frame pointer: false where it does not point into the
/// copy above the stack pointer.
bool step_by_frame_pointer(const StackCopy& stack, UnwindRegisters& registers);

/// The rules at an address; null for code that has none, or that nobody knows. `behind_call`: the address is
/// where a call returns to, so that its function is that of the byte before.
using FindRules = std::function<const FrameRules*(std::uint64_t address, bool behind_call)>;
/// Whether there is code at all at an address.
using IsCode = std::function<bool(std::uint64_t address)>;

/// How the unwinding of a stack ended.
enum class StackEnd {
    rooted,     ///< at the first function of a program or a thread
    truncated,  ///< the copy ended before, or it is deeper than frames are followed
    broken,     ///< no way was found on
};

struct UnwoundFrame {
    std::uint64_t address = 0;
    bool behind_call = false;
};

/// More frames than these are not followed.
constexpr std::size_t most_frames = 512;

/// Walks from `registers` up to the outermost frame, and writes the frames, innermost first, into `frames`,
/// which it empties before. `stack_is_cut`: there is more of the stack above the copy.
StackEnd unwind(UnwindRegisters registers, const StackCopy& stack, bool stack_is_cut, const FindRules& rules,
                const IsCode& is_code, std::vector<UnwoundFrame>& frames);

}  // namespace ratchet
