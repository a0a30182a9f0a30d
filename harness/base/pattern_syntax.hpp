#pragma once

#include "base/pattern.hpp"

#include <bitset>
#include <string_view>
#include <variant>
#include <vector>

namespace ratchet {

/// A part of a pattern, with its parts.
struct PatternNode {
    enum class Kind { character, assertion, sequence, alternatives, repetition };
    static constexpr int without_end = -1;

    Kind kind = Kind::sequence;
    std::bitset<256> set = {};  ///< bytes that a character may be
    Pattern::Assertion assertion{};
    int least = 1;  ///< of a repetition, of its one part; at most 1000
    int most = 1;   ///< `without_end`: any number
    std::vector<PatternNode> parts = {};
};

/// What `text` says, or why it says nothing. Nodes are 50 parentheses deep at most.
std::variant<PatternNode, PatternFault> read_pattern(std::string_view text);

/// Of letters, digits and `_`.
bool is_word_byte(unsigned char byte);

}  // namespace ratchet
