#include "profile/frame_rules.hpp"

#include <array>
#include <cstddef>
#include <cstring>

namespace ratchet {
namespace {

// Codes of DWARF 5, 7.7.1. Compilers and the C library's assembly use these in call frame information.
enum Code : std::uint8_t {
    op_deref = 0x06,
    op_const1u = 0x08,
    op_consts = 0x11,  // the constants between have their value in the first operand too
    op_dup = 0x12,
    op_drop = 0x13,
    op_over = 0x14,
    op_swap = 0x16,
    op_and = 0x1a,
    op_minus = 0x1c,
    op_mul = 0x1e,
    op_neg = 0x1f,
    op_not = 0x20,
    op_or = 0x21,
    op_plus = 0x22,
    op_plus_uconst = 0x23,
    op_shl = 0x24,
    op_shr = 0x25,
    op_xor = 0x27,
    op_eq = 0x29,
    op_ge = 0x2a,
    op_gt = 0x2b,
    op_le = 0x2c,
    op_lt = 0x2d,
    op_ne = 0x2e,
    op_lit0 = 0x30,
    op_lit31 = 0x4f,
    op_breg0 = 0x70,
    op_breg31 = 0x8f,
    op_bregx = 0x92,
    op_nop = 0x96,
    op_call_frame_cfa = 0x9c,
    op_stack_value = 0x9f,
};

std::optional<std::uint64_t> binary(std::uint8_t code, std::uint64_t a, std::uint64_t b) {
    const auto left = static_cast<std::int64_t>(a);
    const auto right = static_cast<std::int64_t>(b);
    constexpr std::uint64_t bits = 64;
    switch (code) {
        case op_and:
            return a & b;
        case op_minus:
            return a - b;
        case op_mul:
            return a * b;
        case op_or:
            return a | b;
        case op_plus:
            return a + b;
        case op_shl:
            return b < bits ? a << b : 0;
        case op_shr:
            return b < bits ? a >> b : 0;
        case op_xor:
            return a ^ b;
        case op_eq:
            return left == right ? 1 : 0;
        case op_ge:
            return left >= right ? 1 : 0;
        case op_gt:
            return left > right ? 1 : 0;
        case op_le:
            return left <= right ? 1 : 0;
        case op_lt:
            return left < right ? 1 : 0;
        case op_ne:
            return left != right ? 1 : 0;
        default:
            return std::nullopt;
    }
}

/// The operands of an expression that is being evaluated; what goes beyond its bounds makes it invalid.
class Operands {
  public:
    void push(std::optional<std::uint64_t> value) {
        if (!value || size_ == values_.size()) {
            valid_ = false;
            return;
        }
        values_[size_++] = *value;
    }
    std::uint64_t pop() {
        if (size_ == 0) {
            valid_ = false;
            return 0;
        }
        return values_[--size_];
    }
    [[nodiscard]] bool valid() const { return valid_; }

  private:
    std::array<std::uint64_t, 16> values_{};
    std::size_t size_ = 0;
    bool valid_ = true;
};

/// False for operations that move operands about in no way known here.
bool rearrange(std::uint8_t code, Operands& operands) {
    if (code != op_dup && code != op_drop && code != op_over && code != op_swap) {
        return false;
    }
    const std::uint64_t top = operands.pop();
    if (code == op_dup) {
        operands.push(top);
        operands.push(top);
    } else if (code != op_drop) {
        const std::uint64_t second = operands.pop();
        operands.push(code == op_over ? second : top);
        operands.push(code == op_over ? top : second);
        if (code == op_over) {
            operands.push(second);
        }
    }
    return true;
}

/// What an operation that takes no operand pushes; nothing for any other.
std::optional<std::uint64_t> leaf_value(const FrameOperation& operation, const FrameContext& context) {
    const std::uint8_t code = operation.code;
    if (code >= op_lit0 && code <= op_lit31) {
        return code - op_lit0;
    }
    if (code >= op_const1u && code <= op_consts) {
        return operation.first;
    }
    if (code >= op_breg0 && code <= op_breg31) {
        const std::size_t number = code - op_breg0;
        return number < unwind_registers ? std::optional(context.registers[number] + operation.first)
                                         : std::nullopt;
    }
    if (code == op_bregx) {
        return operation.first < unwind_registers
                   ? std::optional(context.registers[operation.first] + operation.second)
                   : std::nullopt;
    }
    return code == op_call_frame_cfa ? std::optional(context.frame_address) : std::nullopt;
}

void apply(const FrameOperation& operation, const FrameContext& context, Operands& operands) {
    if (const auto value = leaf_value(operation, context)) {
        operands.push(value);
        return;
    }
    if (rearrange(operation.code, operands)) {
        return;
    }
    switch (operation.code) {
        case op_nop:
        case op_stack_value:
            break;
        case op_deref:
            operands.push(context.stack.word(operands.pop()));
            break;
        case op_plus_uconst:
            operands.push(operands.pop() + operation.first);
            break;
        case op_neg:
            operands.push(0 - operands.pop());
            break;
        case op_not:
            operands.push(~operands.pop());
            break;
        default: {
            const std::uint64_t right = operands.pop();
            const std::uint64_t left = operands.pop();
            operands.push(binary(operation.code, left, right));
        }
    }
}

std::optional<std::uint64_t> caller_value(const RegisterRule& rule, const FrameContext& context) {
    switch (rule.kind) {
        case RegisterRule::Kind::at_offset:
            return context.stack.word(context.frame_address + static_cast<std::uint64_t>(rule.offset));
        case RegisterRule::Kind::expression_value:
            return evaluate(rule.expression, context);
        case RegisterRule::Kind::expression_address: {
            const auto address = evaluate(rule.expression, context);
            return address ? context.stack.word(*address) : std::nullopt;
        }
        case RegisterRule::Kind::in_register:
            break;
    }
    const auto number = static_cast<std::uint64_t>(rule.offset);
    return number < unwind_registers ? std::optional(context.registers[number]) : std::nullopt;
}

std::optional<std::uint64_t> frame_address(const FrameRules& rules, const UnwindRegisters& registers,
                                           const StackCopy& stack) {
    if (!rules.frame_register) {
        return evaluate(rules.frame_expression, {registers, 0, stack});
    }
    const std::uint8_t number = *rules.frame_register;
    return number < unwind_registers
               ? std::optional(registers[number] + static_cast<std::uint64_t>(rules.frame_offset))
               : std::nullopt;
}

/// Whether a frame that these rules undo ends above what was copied of its stack: the copy was too small, or
/// met memory that the program has not touched yet. An address that lies further away than stacks are deep is
/// none of the stack's.
bool ends_above(const StackCopy& stack, const FrameRules& rules, const UnwindRegisters& registers) {
    constexpr std::uint64_t deepest_stack = std::uint64_t{8} << 20U;
    const std::optional<std::uint64_t> address = frame_address(rules, registers, stack);
    return address && *address > stack.begin + stack.bytes.size() && *address - stack.begin <= deepest_stack;
}

}  // namespace

std::optional<std::uint64_t> StackCopy::word(std::uint64_t address) const {
    std::uint64_t value = 0;
    if (address < begin || bytes.size() < sizeof value || address - begin > bytes.size() - sizeof value) {
        return std::nullopt;
    }
    std::memcpy(&value, bytes.data() + (address - begin), sizeof value);
    return value;
}

std::optional<std::uint64_t> evaluate(const std::vector<FrameOperation>& expression,
                                      const FrameContext& context) {
    Operands operands;
    for (const FrameOperation& operation : expression) {
        apply(operation, context, operands);
        if (!operands.valid()) {
            return std::nullopt;
        }
    }
    const std::uint64_t result = operands.pop();
    return operands.valid() ? std::optional(result) : std::nullopt;
}

bool step(const FrameRules& rules, const StackCopy& stack, UnwindRegisters& registers) {
    const std::optional<std::uint64_t> address = frame_address(rules, registers, stack);
    if (!address || !rules.return_address) {
        return false;
    }
    const UnwindRegisters before = registers;
    const FrameContext context{before, *address, stack};
    const std::optional<std::uint64_t> caller = caller_value(*rules.return_address, context);
    if (!caller) {
        return false;
    }
    registers[dwarf_rsp] = *address;
    for (const auto& [number, rule] : rules.registers) {
        // Behind the instruction that has put a register back, tables still tell where it was kept: below the
        // stack pointer, where nothing was copied. It has its value already.
        if (number < unwind_registers) {
            registers[number] = caller_value(rule, context).value_or(before[number]);
        }
    }
    registers[dwarf_rip] = *caller;
    return true;
}

bool step_by_frame_pointer(const StackCopy& stack, UnwindRegisters& registers) {
    const std::uint64_t frame = registers[dwarf_rbp];
    constexpr std::uint64_t word = 8;
    const auto saved = stack.word(frame);
    const auto caller = stack.word(frame + word);
    if (frame < registers[dwarf_rsp] || frame % word != 0 || !saved || !caller) {
        return false;
    }
    registers[dwarf_rbp] = *saved;
    registers[dwarf_rsp] = frame + 2 * word;
    registers[dwarf_rip] = *caller;
    return true;
}

StackEnd unwind(UnwindRegisters registers, const StackCopy& stack, bool stack_is_cut, const FindRules& rules,
                const IsCode& is_code, std::vector<UnwoundFrame>& frames) {
    frames.clear();
    bool behind_call = false;
    while (frames.size() < most_frames) {
        const std::uint64_t address = registers[dwarf_rip];
        if (address == 0 && behind_call) {
            return StackEnd::rooted;  // threads of some libraries begin with such a return address
        }
        if (!is_code(address - (behind_call ? 1 : 0))) {
            return StackEnd::broken;
        }
        frames.push_back({address, behind_call});
        const FrameRules* const known = rules(address, behind_call);
        if (known != nullptr && !known->return_address) {
            return StackEnd::rooted;
        }
        const std::uint64_t stack_pointer = registers[dwarf_rsp];
        const bool stepped =
            known != nullptr ? step(*known, stack, registers) : step_by_frame_pointer(stack, registers);
        if (!stepped) {
            const bool has_more = known != nullptr && (stack_is_cut || ends_above(stack, *known, registers));
            return has_more ? StackEnd::truncated : StackEnd::broken;
        }
        const bool interrupted = known != nullptr && known->is_signal_frame;
        if (registers[dwarf_rsp] <= stack_pointer && !interrupted) {
            return StackEnd::broken;  // it would go round in circles
        }
        behind_call = !interrupted;
    }
    return StackEnd::truncated;
}

}  // namespace ratchet
