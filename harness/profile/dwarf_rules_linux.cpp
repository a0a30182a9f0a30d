#if RATCHET_HAVE_LIBDW

#include "profile/dwarf_rules_linux.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <span>
#include <vector>

#include <dwarf.h>

namespace ratchet {
namespace {

using Operations = std::span<const Dwarf_Op>;

std::vector<FrameOperation> expression_of(Operations operations) {
    std::vector<FrameOperation> expression;
    std::ranges::transform(operations, std::back_inserter(expression), [](const Dwarf_Op& operation) {
        return FrameOperation{operation.atom, operation.number, operation.number2};
    });
    return expression;
}

/// libdw tells every rule as an expression that computes where the value is.
RegisterRule rule_of(Operations operations) {
    using Kind = RegisterRule::Kind;
    const Dwarf_Op& first = operations.front();
    if (operations.size() == 1 && first.atom == DW_OP_regx) {
        return {Kind::in_register, static_cast<std::int64_t>(first.number)};
    }
    if (operations.size() == 1 && first.atom >= DW_OP_reg0 && first.atom <= DW_OP_reg31) {
        return {Kind::in_register, first.atom - DW_OP_reg0};
    }
    if (operations.back().atom == DW_OP_stack_value) {
        return {Kind::expression_value, 0, expression_of(operations)};
    }
    if (first.atom == DW_OP_call_frame_cfa && operations.size() == 1) {
        return {Kind::at_offset, 0};
    }
    if (first.atom == DW_OP_call_frame_cfa && operations.size() == 2 &&
        operations.back().atom == DW_OP_plus_uconst) {
        return {Kind::at_offset, static_cast<std::int64_t>(operations.back().number)};
    }
    return {Kind::expression_address, 0, expression_of(operations)};
}

/// Nothing for a register that has no rule, keeps its value or loses it.
std::optional<RegisterRule> rule_for(Dwarf_Frame* frame, int number) {
    Dwarf_Op memory[3];
    Dwarf_Op* operations = nullptr;
    std::size_t count = 0;
    if (dwarf_frame_register(frame, number, memory, &operations, &count) != 0 || count == 0) {
        return std::nullopt;
    }
    return rule_of({operations, count});
}

bool take_frame_address(Dwarf_Frame* frame, FrameRules& rules) {
    Dwarf_Op* operations = nullptr;
    std::size_t count = 0;
    if (dwarf_frame_cfa(frame, &operations, &count) != 0 || count == 0) {
        return false;
    }
    const Dwarf_Op& first = operations[0];
    if (count == 1 && first.atom == DW_OP_bregx) {
        rules.frame_register = static_cast<std::uint8_t>(std::min<Dwarf_Word>(first.number, 255));
        rules.frame_offset = static_cast<std::int64_t>(first.number2);
    } else if (count == 1 && first.atom >= DW_OP_breg0 && first.atom <= DW_OP_breg31) {
        rules.frame_register = static_cast<std::uint8_t>(first.atom - DW_OP_breg0);
        rules.frame_offset = static_cast<std::int64_t>(first.number);
    } else {
        rules.frame_expression = expression_of({operations, count});
    }
    return true;
}

}  // namespace

std::optional<FrameRules> dwarf_rules(Dwarf_CFI* table, std::uint64_t address) {
    Dwarf_Frame* found = nullptr;
    if (dwarf_cfi_addrframe(table, address, &found) != 0) {
        return std::nullopt;
    }
    const std::unique_ptr<Dwarf_Frame, decltype(&std::free)> frame(found, &std::free);
    FrameRules rules;
    const int return_column = dwarf_frame_info(frame.get(), nullptr, nullptr, &rules.is_signal_frame);
    if (return_column != static_cast<int>(dwarf_rip) || !take_frame_address(frame.get(), rules)) {
        return std::nullopt;
    }
    rules.return_address = rule_for(frame.get(), return_column);
    for (std::uint8_t number = 0; number < dwarf_rip; ++number) {
        std::optional<RegisterRule> rule = rule_for(frame.get(), number);
        // The stack pointer is the frame's address unless memory says otherwise.
        if (rule && !(number == dwarf_rsp && rule->kind == RegisterRule::Kind::expression_value)) {
            rules.registers.emplace_back(number, std::move(*rule));
        }
    }
    return rules;
}

}  // namespace ratchet
#endif
