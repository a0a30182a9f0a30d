#include "testing/mutation/tokens.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace ratchet::testing {
namespace {

/// Longest first, so that none hides behind its own beginning.
constexpr std::array<std::string_view, 24> operators = {"<=>", "<<=", ">>=", "->*", "...", "::", "->", "++",
                                                        "--",  "<<",  ">>",  "<=",  ">=",  "==", "!=", "&&",
                                                        "||",  "+=",  "-=",  "*=",  "/=",  "%=", "|=", "&="};

bool is_space(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Lexer {
  public:
    explicit Lexer(std::string_view source) : source_(source) {}

    std::vector<Token> take_all() {
        while (skip_blank(), at_ < source_.size()) {
            const std::size_t begin = at_;
            const TokenKind kind = take();
            tokens_.push_back({.kind = kind,
                               .text = source_.substr(begin, at_ - begin),
                               .begin = begin,
                               .space_before = begin > 0 && is_space(source_[begin - 1]),
                               .space_after = at_ < source_.size() && is_space(source_[at_])});
        }
        return std::move(tokens_);
    }

  private:
    [[nodiscard]] std::string_view rest() const { return source_.substr(at_); }

    [[nodiscard]] char peek(std::size_t ahead) const {
        return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
    }

    void skip_past(std::string_view end) {
        const std::size_t found = source_.find(end, at_);
        at_ = found == std::string_view::npos ? source_.size() : found + end.size();
    }

    void skip_blank() {
        bool line_begins = at_ == 0;
        while (at_ < source_.size()) {
            if (is_space(source_[at_])) {
                line_begins = line_begins || source_[at_] == '\n';
                ++at_;
            } else if (rest().starts_with("//") || (line_begins && source_[at_] == '#')) {
                skip_past("\n");
                line_begins = true;
            } else if (rest().starts_with("/*")) {
                skip_past("*/");
            } else {
                return;
            }
        }
    }

    TokenKind take() {
        const char first = source_[at_];
        if (first == '"' || first == '\'') {
            take_literal(first);
            return TokenKind::text;
        }
        if (is_digit(first) || (first == '.' && is_digit(peek(1)))) {
            take_number();
            return TokenKind::number;
        }
        if (is_word(first)) {
            at_ = static_cast<std::size_t>(
                std::find_if_not(source_.begin() + static_cast<std::ptrdiff_t>(at_), source_.end(), is_word) -
                source_.begin());
            return TokenKind::word;
        }
        const auto* const longest = std::find_if(operators.begin(), operators.end(),
                                                 [&](auto each) { return rest().starts_with(each); });
        at_ += longest == operators.end() ? 1 : longest->size();
        return TokenKind::punctuation;
    }

    void take_literal(char quote) {
        ++at_;
        while (at_ < source_.size() && source_[at_] != quote) {
            at_ += source_[at_] == '\\' ? 2 : 1;
        }
        at_ = std::min(at_ + 1, source_.size());
    }

    void take_number() {
        while (is_word(peek(0)) || peek(0) == '.' || (peek(0) == '\'' && is_word(peek(1)))) {
            const bool exponent = std::string_view("eEpP").find(peek(0)) != std::string_view::npos;
            at_ += exponent && (peek(1) == '-' || peek(1) == '+') ? 2 : 1;
        }
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view source) {
    return Lexer(source).take_all();
}

}  // namespace ratchet::testing
