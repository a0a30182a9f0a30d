#include "testing/mutation/mutants.hpp"

#include "testing/mutation/tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

namespace ratchet::testing {
namespace {

using Tokens = std::vector<Token>;
using Swaps = std::vector<std::pair<std::string_view, std::string_view>>;

std::optional<std::string_view> other_of(const Swaps& swaps, std::string_view text) {
    for (const auto& [one, other] : swaps) {
        if (text == one || text == other) {
            return text == one ? other : one;
        }
    }
    return std::nullopt;
}

Mutant replace(MutationOperator kind, const Token& token, std::string_view replacement) {
    return {kind, token.begin, token.text.size(), std::string(replacement)};
}

bool is_binary(const Token& token) {
    return token.space_before && token.space_after;
}

void add_comparisons(const Token& token, std::vector<Mutant>& mutants) {
    static const Swaps opposites{{"<", ">="}, {">", "<="}, {"==", "!="}};
    static const Swaps boundaries{{"<", "<="}, {">", ">="}};
    if (!is_binary(token)) {
        return;  // a template's bracket, or the name of an operator
    }
    if (const auto other = other_of(opposites, token.text)) {
        mutants.push_back(replace(MutationOperator::comparison, token, *other));
    }
    if (const auto other = other_of(boundaries, token.text)) {
        mutants.push_back(replace(MutationOperator::boundary, token, *other));
    }
}

bool ends_operand(const Token& token) {
    return token.kind == TokenKind::punctuation ? token.text == ")" || token.text == "]"
                                                : token.text != "return";
}

void add_signs(const Tokens& tokens, std::size_t at, std::vector<Mutant>& mutants) {
    static const Swaps swaps{{"+=", "-="}, {"++", "--"}};
    const Token& token = tokens[at];
    if (const auto other = other_of(swaps, token.text)) {
        mutants.push_back(replace(MutationOperator::sign, token, *other));
    }
    const bool is_sign = token.text == "+" || token.text == "-";
    if (!is_sign || at == 0 || at + 1 == tokens.size()) {
        return;
    }
    const bool joins_text = tokens[at - 1].kind == TokenKind::text || tokens[at + 1].kind == TokenKind::text;
    if (is_binary(token) && !joins_text) {
        mutants.push_back(replace(MutationOperator::sign, token, token.text == "+" ? "-" : "+"));
    } else if (!token.space_after && !ends_operand(tokens[at - 1])) {
        mutants.push_back(replace(MutationOperator::sign, token, ""));
    }
}

/// A fraction is doubled, because one more is too much for most of them.
std::string other_number(std::string_view text) {
    const bool hexadecimal = text.starts_with("0x");
    const bool fraction = text.find_first_of(hexadecimal ? "pP." : "eE.") != std::string_view::npos;
    const bool zero = text.find_first_not_of("0.") == std::string_view::npos;
    if (zero) {
        return fraction ? "1.0" : "1";
    }
    return fraction ? "(2 * " + std::string(text) + ")" : "(" + std::string(text) + " + 1)";
}

void add_constants(const Token& token, std::vector<Mutant>& mutants) {
    static const Swaps truths{{"true", "false"}};
    if (token.kind == TokenKind::number) {
        mutants.push_back(replace(MutationOperator::constant, token, other_number(token.text)));
    } else if (const auto other = other_of(truths, token.text)) {
        mutants.push_back(replace(MutationOperator::constant, token, *other));
    }
}

/// What a pair of brackets holds, as far as removing statements goes.
enum class Block {
    none,      ///< parentheses, subscripts, initialisers, namespaces, classes
    function,  ///< a body, of which the last `return` cannot be removed
    control,   ///< of an if or a loop
};

/// Walks over the statements of function bodies.
class Statements {
  public:
    explicit Statements(const Tokens& tokens) : tokens_(tokens) {}

    std::vector<Mutant> removals() {
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            const std::string_view text = tokens_[at].text;
            if (begins_statement(at)) {
                add_removal(at);
            }
            if (text == "(" || text == "[" || text == "{") {
                open_.push_back({at, text == "{" ? block_of(at) : Block::none});
            } else if ((text == ")" || text == "]" || text == "}") && !open_.empty()) {
                closed_at_ = open_.back().at;
                open_.pop_back();
            }
        }
        return std::move(mutants_);
    }

  private:
    struct Open {
        std::size_t at;
        Block block;
    };

    [[nodiscard]] std::string_view text_at(std::size_t at) const {
        return at < tokens_.size() ? tokens_[at].text : std::string_view();
    }

    [[nodiscard]] Block block_of(std::size_t brace) const {
        const std::string_view before = text_at(brace - 1);
        if (before == "else" || before == "do" || before == "try") {
            return Block::control;
        }
        if (before == ")") {
            static const std::set<std::string_view> heads{"if", "for", "while", "switch", "constexpr"};
            return heads.count(text_at(closed_at_ - 1)) != 0 ? Block::control : Block::function;
        }
        static const std::set<std::string_view> ends_of_heads{"]", "const", "noexcept", "mutable",
                                                              "override"};
        return ends_of_heads.count(before) != 0 ? Block::function : Block::none;
    }

    [[nodiscard]] bool begins_statement(std::size_t at) const {
        const std::string_view before = at == 0 ? "" : text_at(at - 1);
        return !open_.empty() && open_.back().block != Block::none &&
               (before == "{" || before == "}" || before == ";");
    }

    [[nodiscard]] bool is_removable(std::size_t at) const {
        static const std::set<std::string_view> removable{"throw", "break", "continue", "(", "*", "++", "--"};
        static const std::set<std::string_view> kept{"if",    "for",  "while", "do",     "switch",   "case",
                                                     "else",  "auto", "const", "static", "struct",   "using",
                                                     "catch", "try",  "goto",  "return", "constexpr"};
        const std::string_view first = text_at(at);
        if (first == "return") {
            return open_.back().block == Block::control;
        }
        return removable.count(first) != 0 ||
               (tokens_[at].kind == TokenKind::word && kept.count(first) == 0 && !is_declaration(at));
    }

    /// A type, and then a name.
    [[nodiscard]] bool is_declaration(std::size_t at) const {
        while (tokens_[at].kind == TokenKind::word || text_at(at) == "::") {
            ++at;
            if (text_at(at) == "<" && !tokens_[at].space_before) {
                at = end_of_template(at);
            }
            if (at >= tokens_.size()) {
                return false;
            }
            const bool refers = (text_at(at) == "&" || text_at(at) == "*") && !tokens_[at].space_before;
            if (refers || (tokens_[at].kind == TokenKind::word && text_at(at - 1) != "::")) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] std::size_t end_of_template(std::size_t at) const {
        for (int depth = 0; at < tokens_.size(); ++at) {
            depth += text_at(at) == "<" ? 1 : text_at(at) == ">" ? -1 : text_at(at) == ">>" ? -2 : 0;
            if (depth <= 0) {
                return at + 1;
            }
        }
        return at;
    }

    void add_removal(std::size_t first) {
        if (!is_removable(first)) {
            return;
        }
        int depth = 0;
        for (std::size_t at = first; at < tokens_.size(); ++at) {
            const std::string_view text = text_at(at);
            depth += text == "(" || text == "[" || text == "{"   ? 1
                     : text == ")" || text == "]" || text == "}" ? -1
                                                                 : 0;
            if (depth < 0) {
                return;
            }
            if (depth == 0 && text == ";") {
                const std::size_t begin = tokens_[first].begin;
                mutants_.push_back(
                    {MutationOperator::removed_statement, begin, tokens_[at].begin - begin + 1, ";"});
                return;
            }
        }
    }

    const Tokens& tokens_;
    std::vector<Open> open_;
    std::size_t closed_at_ = 0;  ///< where the bracket that was closed last was opened
    std::vector<Mutant> mutants_;
};

/// `text` with `sign` before each of its lines.
std::string marked(char sign, std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        result += sign + std::string(text.substr(0, end)) + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

}  // namespace

std::string_view to_text(MutationOperator kind) {
    constexpr std::array<std::string_view, 5> names{"comparison", "boundary", "sign", "constant",
                                                    "removed statement"};
    return names.at(static_cast<std::size_t>(kind));
}

std::vector<Mutant> find_mutants(std::string_view source) {
    const Tokens tokens = tokens_of(source);
    std::vector<Mutant> mutants = Statements(tokens).removals();
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        add_comparisons(tokens[at], mutants);
        add_signs(tokens, at, mutants);
        add_constants(tokens[at], mutants);
    }
    std::stable_sort(mutants.begin(), mutants.end(),
                     [](const Mutant& a, const Mutant& b) { return a.begin < b.begin; });
    return mutants;
}

std::string mutated(const Mutant& mutant, std::string_view source) {
    return std::string(source).replace(mutant.begin, mutant.length, mutant.replacement);
}

std::string difference(const Mutant& mutant, std::string_view source) {
    const std::size_t line = source.rfind('\n', mutant.begin) + 1;  // npos + 1 is 0
    const std::size_t begin = source.find_first_not_of(' ', line);
    const std::size_t last = mutant.begin + mutant.length;
    const std::size_t end = std::min(source.find('\n', last), source.size());
    const std::string before(source.substr(begin, end - begin));
    const std::string after =
        mutated({mutant.kind, mutant.begin - begin, mutant.length, mutant.replacement}, before);
    return marked('-', before) + marked('+', after);
}

std::size_t line_of(const Mutant& mutant, std::string_view source) {
    const auto end = source.begin() + static_cast<std::ptrdiff_t>(mutant.begin);
    return 1 + static_cast<std::size_t>(std::count(source.begin(), end, '\n'));
}

}  // namespace ratchet::testing
