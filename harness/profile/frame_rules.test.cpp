#include "profile/frame_rules.hpp"

#include "catch.hpp"

#include <cstring>
#include <map>

using namespace ratchet;

namespace {

constexpr std::uint8_t lit1 = 0x31;
constexpr std::uint8_t deref = 0x06;
constexpr std::uint8_t plus_uconst = 0x23;
constexpr std::uint8_t breg6 = 0x76;
constexpr std::uint8_t breg7 = 0x77;
constexpr std::uint8_t breg16 = 0x80;
constexpr std::uint8_t call_frame_cfa = 0x9c;
constexpr std::uint8_t stack_value = 0x9f;

/// A stack from 0x1000 on; each word is what is written to it, else its own address.
struct Memory {
    std::string bytes;

    explicit Memory(std::size_t words) : bytes(words * 8, '\0') {
        for (std::size_t i = 0; i < words; ++i) {
            set(0x1000 + i * 8, 0x1000 + i * 8);
        }
    }
    void set(std::uint64_t address, std::uint64_t value) {
        std::memcpy(bytes.data() + (address - 0x1000), &value, sizeof value);
    }
    [[nodiscard]] StackCopy copy() const { return {0x1000, bytes}; }
};

UnwindRegisters registers_at(std::uint64_t address, std::uint64_t stack_pointer,
                             std::uint64_t frame_pointer = 0) {
    UnwindRegisters registers{};
    registers[dwarf_rip] = address;
    registers[dwarf_rsp] = stack_pointer;
    registers[dwarf_rbp] = frame_pointer;
    return registers;
}

/// As a compiler tells them of most functions: the return address below the frame address.
FrameRules usual(std::int64_t frame_size) {
    FrameRules rules;
    rules.frame_register = dwarf_rsp;
    rules.frame_offset = frame_size;
    rules.return_address = RegisterRule{RegisterRule::Kind::at_offset, -8};
    return rules;
}

std::optional<std::uint64_t> value_of(const std::vector<FrameOperation>& expression, const Memory& memory,
                                      const UnwindRegisters& registers = {}) {
    return evaluate(expression, {registers, 0x1040, memory.copy()});
}

}  // namespace

TEST_CASE("words are read where they were copied, and nowhere else") {
    const Memory memory(2);
    const StackCopy stack = memory.copy();
    CHECK(stack.word(0x1000) == 0x1000);
    CHECK(stack.word(0x1008) == 0x1008);
    CHECK(stack.word(0x1009) == std::nullopt);
    CHECK(stack.word(0xfff) == std::nullopt);
    CHECK(stack.word(0) == std::nullopt);
    CHECK(stack.word(~std::uint64_t{0}) == std::nullopt);
    CHECK(StackCopy{0x1000, "seven.."}.word(0x1000) == std::nullopt);
    CHECK(StackCopy{}.word(0) == std::nullopt);
}

TEST_CASE("the expressions of call frame information are evaluated") {
    const Memory memory(4);
    UnwindRegisters registers = registers_at(0x40000b, 0x1000, 0x1010);
    // A frame that was aligned anew keeps its address below its frame pointer.
    CHECK(value_of({{breg6, static_cast<std::uint64_t>(-8), 0}, {deref}}, memory, registers) == 0x1008);
    // An entry of the procedure linkage table has pushed one word more behind its first 11 bytes.
    const std::vector<FrameOperation> entry{{breg7, 8, 0}, {breg16, 0, 0}, {0x3f}, {0x1a}, {0x3b},
                                            {0x2a},        {0x33},         {0x24}, {0x22}};
    CHECK(value_of(entry, memory, registers) == 0x1010);
    registers[dwarf_rip] = 0x40000a;
    CHECK(value_of(entry, memory, registers) == 0x1008);
    CHECK(value_of({{call_frame_cfa}, {plus_uconst, static_cast<std::uint64_t>(-16), 0}}, memory) == 0x1030);
    CHECK(value_of({{0x35}, {0x32}, {0x1c}}, memory) == 3);                          // 5 - 2
    CHECK(value_of({{0x35}, {0x32}, {0x16}, {0x1c}}, memory) == ~std::uint64_t{2});  // swapped: -3
    CHECK(value_of({{0x35}, {0x32}, {0x14}}, memory) == 5);                          // over
    CHECK(value_of({{0x35}, {0x12}, {0x1e}}, memory) == 25);                         // dup, mul
    CHECK(value_of({{0x08, 200, 0}, {0x1f}}, memory) == static_cast<std::uint64_t>(-200));
    CHECK(value_of({{0x92, 7, 4}}, memory, registers) == 0x1004);
}

TEST_CASE("an expression that asks for what is not there has no value") {
    const Memory memory(1);
    CHECK(value_of({}, memory) == std::nullopt);
    CHECK(value_of({{deref}}, memory) == std::nullopt);
    CHECK(value_of({{lit1}, {deref}}, memory) == std::nullopt);
    CHECK(value_of({{lit1}, {0x22}}, memory) == std::nullopt);
    CHECK(value_of({{0x28, 0, 0}}, memory) == std::nullopt);  // bra
    CHECK(value_of({{0x92, 17, 0}}, memory) == std::nullopt);
    CHECK(value_of({{0x8f, 0, 0}}, memory) == std::nullopt);  // breg31
    CHECK(value_of(std::vector<FrameOperation>(17, {lit1}), memory) == std::nullopt);
    CHECK(value_of(std::vector<FrameOperation>(16, {lit1}), memory) == 1);
}

TEST_CASE("a step gives the caller's registers: saved ones from memory, the others as they are") {
    Memory memory(8);
    memory.set(0x1010, 0xbb);
    memory.set(0x1018, 0x400123);
    FrameRules rules = usual(0x20);
    rules.registers = {{dwarf_rbp, {RegisterRule::Kind::at_offset, -16}},
                       {3, {RegisterRule::Kind::in_register, 12}},
                       {13, {RegisterRule::Kind::expression_value, 0, {{lit1}, {stack_value}}}},
                       {14, {RegisterRule::Kind::expression_address, 0, {{call_frame_cfa}}}}};
    UnwindRegisters registers = registers_at(0x400000, 0x1000);
    registers[12] = 77;
    REQUIRE(step(rules, memory.copy(), registers));
    CHECK(registers[dwarf_rip] == 0x400123);
    CHECK(registers[dwarf_rsp] == 0x1020);
    CHECK(registers[dwarf_rbp] == 0xbb);
    CHECK(registers[3] == 77);
    CHECK(registers[12] == 77);
    CHECK(registers[13] == 1);
    CHECK(registers[14] == 0x1020);
    CHECK_FALSE(step(usual(0x1000), memory.copy(), registers));
    CHECK_FALSE(step(FrameRules{}, memory.copy(), registers));
}

TEST_CASE("a register that was put back already is not looked for below the stack pointer") {
    // Behind "pop rbp", in front of "ret": the table says c-16 to the end of the function.
    Memory memory(2);
    memory.set(0x1000, 0x400123);
    FrameRules rules = usual(8);
    rules.registers = {{dwarf_rbp, {RegisterRule::Kind::at_offset, -16}}};
    UnwindRegisters registers = registers_at(0x400000, 0x1000, 0xbb);
    REQUIRE(step(rules, memory.copy(), registers));
    CHECK(registers[dwarf_rip] == 0x400123);
    CHECK(registers[dwarf_rsp] == 0x1008);
    CHECK(registers[dwarf_rbp] == 0xbb);
}

TEST_CASE("a stack is followed to the function that has no caller") {
    Memory memory(8);
    memory.set(0x1008, 0x2005);  // leaf was called from here
    memory.set(0x1018, 0x3005);
    const std::map<std::uint64_t, FrameRules> known{
        {0x1, usual(0x10)}, {0x2, usual(0x10)}, {0x3, FrameRules{}}};
    std::vector<std::uint64_t> asked;
    const FindRules rules = [&](std::uint64_t address, bool behind_call) -> const FrameRules* {
        asked.push_back(address - (behind_call ? 1 : 0));
        const auto found = known.find(address >> 12U);
        return found == known.end() ? nullptr : &found->second;
    };
    const IsCode code = [](std::uint64_t address) { return address >= 0x1000 && address < 0x4000; };
    std::vector<UnwoundFrame> frames;
    CHECK(unwind(registers_at(0x1000, 0x1000), memory.copy(), true, rules, code, frames) == StackEnd::rooted);
    REQUIRE(frames.size() == 3);
    CHECK(frames[0].address == 0x1000);
    CHECK_FALSE(frames[0].behind_call);
    CHECK(frames[2].address == 0x3005);
    CHECK(frames[2].behind_call);
    CHECK(asked == std::vector<std::uint64_t>{0x1000, 0x2004, 0x3004});

    SECTION("one that goes on above its copy is truncated") {
        const StackCopy short_copy{0x1000, std::string_view(memory.bytes).substr(0, 16)};
        CHECK(unwind(registers_at(0x1000, 0x1000), short_copy, true, rules, code, frames) ==
              StackEnd::truncated);
        CHECK(frames.size() == 2);
    }
    SECTION("so is one whose copy ended in the middle of a frame, at memory that was never touched") {
        const FrameRules large = usual(0x3000);
        const FindRules of_large = [&](std::uint64_t, bool) { return &large; };
        CHECK(unwind(registers_at(0x1000, 0x1000), memory.copy(), false, of_large, code, frames) ==
              StackEnd::truncated);
        const FrameRules nonsense = usual(0x4000'0000);
        const FindRules of_nonsense = [&](std::uint64_t, bool) { return &nonsense; };
        CHECK(unwind(registers_at(0x1000, 0x1000), memory.copy(), false, of_nonsense, code, frames) ==
              StackEnd::broken);
    }
    SECTION("a return address outside code is broken, one of 0 is where a stack begins") {
        memory.set(0x1018, 0x9999);
        CHECK(unwind(registers_at(0x1000, 0x1000), memory.copy(), true, rules, code, frames) ==
              StackEnd::broken);
        CHECK(frames.size() == 2);
        memory.set(0x1018, 0);
        CHECK(unwind(registers_at(0x1000, 0x1000), memory.copy(), true, rules, code, frames) ==
              StackEnd::rooted);
        CHECK(unwind(registers_at(0, 0x1000), memory.copy(), true, rules, code, frames) == StackEnd::broken);
        CHECK(frames.empty());
    }
}

TEST_CASE("rules that go round in circles end, and so does what is deeper than frames are followed") {
    Memory memory(2 * most_frames);
    const IsCode code = [](std::uint64_t) { return true; };
    std::vector<UnwoundFrame> frames;
    memory.set(0x1000, 0x5000);
    FrameRules in_place = usual(0);
    in_place.return_address = RegisterRule{RegisterRule::Kind::at_offset, 0};
    CHECK(unwind(
              registers_at(0x5000, 0x1000), memory.copy(), true,
              [&](std::uint64_t, bool) { return &in_place; }, code, frames) == StackEnd::broken);
    const FrameRules one_word = usual(8);
    CHECK(unwind(
              registers_at(0x5000, 0x1000), memory.copy(), true,
              [&](std::uint64_t, bool) { return &one_word; }, code, frames) == StackEnd::truncated);
    CHECK(frames.size() == most_frames);
}

TEST_CASE("the caller of a signal handler's frame was interrupted: its address is its own") {
    Memory memory(8);
    memory.set(0x1008, 0x7000);
    FrameRules signal_frame = usual(0x10);
    signal_frame.is_signal_frame = true;
    const FrameRules first{};
    std::vector<UnwoundFrame> frames;
    CHECK(unwind(
              registers_at(0x5000, 0x1000), memory.copy(), false,
              [&](std::uint64_t address, bool) { return address == 0x5000 ? &signal_frame : &first; },
              [](std::uint64_t) { return true; }, frames) == StackEnd::rooted);
    REQUIRE(frames.size() == 2);
    CHECK(frames[1].address == 0x7000);
    CHECK_FALSE(frames[1].behind_call);
}

TEST_CASE("code that nothing is known of is left by its frame pointer, if that is one") {
    Memory memory(8);
    memory.set(0x1010, 0x1030);
    memory.set(0x1018, 0x400123);
    UnwindRegisters registers = registers_at(0x5000, 0x1000, 0x1010);
    REQUIRE(step_by_frame_pointer(memory.copy(), registers));
    CHECK(registers[dwarf_rip] == 0x400123);
    CHECK(registers[dwarf_rsp] == 0x1020);
    CHECK(registers[dwarf_rbp] == 0x1030);
    for (const std::uint64_t wrong : {0x0, 0xff8, 0x1011, 0x1038, 0x9000}) {
        UnwindRegisters other = registers_at(0x5000, 0x1000, wrong);
        CHECK_FALSE(step_by_frame_pointer(memory.copy(), other));
    }
    UnwindRegisters below = registers_at(0x5000, 0x1018, 0x1010);
    CHECK_FALSE(step_by_frame_pointer(memory.copy(), below));
}
