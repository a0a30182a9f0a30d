#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ratchet::testing {

enum class TokenKind { word, number, text, punctuation };

/// A piece of C++ source. `text` points into the source, which must outlive it.
struct Token {
    TokenKind kind = TokenKind::word;
    std::string_view text;
    std::size_t begin = 0;  ///< bytes from the start of the source
    bool space_before = false;
    bool space_after = false;
};

/// The words, numbers, literals and operators of formatted C++ source in order; comments and preprocessor
/// lines are left out, and so are raw strings with a delimiter, which the harness has none of.
std::vector<Token> tokens_of(std::string_view source);

}  // namespace ratchet::testing
