#include "base/pattern_syntax.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

using ByteSet = std::bitset<256>;

constexpr int deepest_parentheses = 50;
constexpr int most_repetitions = 1000;

ByteSet bytes_between(unsigned char first, unsigned char last) {
    ByteSet set;
    for (unsigned byte = first; byte <= last; ++byte) {
        set.set(byte);
    }
    return set;
}

ByteSet only(unsigned char byte) {
    return bytes_between(byte, byte);
}

/// Of `\d`, `\w`, `\s` and their opposites; nothing for another letter.
std::optional<ByteSet> escaped_class(char letter) {
    ByteSet set;
    switch (lower_case({&letter, 1}).front()) {
        case 'd':
            set = bytes_between('0', '9');
            break;
        case 'w':
            set = bytes_between('a', 'z') | bytes_between('A', 'Z') | bytes_between('0', '9') | only('_');
            break;
        case 's':
            set = bytes_between('\t', '\r') | only(' ');
            break;
        default:
            return std::nullopt;
    }
    return letter >= 'a' ? set : ~set;
}

/// Reads a pattern from left to right. After the first fault nothing more is read.
class PatternReader {
  public:
    explicit PatternReader(std::string_view text) : text_(text) {}

    PatternNode read() {
        PatternNode whole = alternatives(0);
        if (!at_end()) {
            fail("this parenthesis closes nothing; write \\) for the character");
        }
        return whole;
    }

    [[nodiscard]] const std::optional<PatternFault>& fault() const { return fault_; }

  private:
    struct Bounds {
        int least = 0;
        int most = PatternNode::without_end;
    };

    void fail_at(std::size_t position, std::string message) {
        if (!fault_) {
            fault_ = PatternFault{position, std::move(message)};
        }
        position_ = text_.size();
    }
    void fail(std::string message) { fail_at(position_, std::move(message)); }

    [[nodiscard]] bool at_end() const { return position_ == text_.size(); }
    [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[position_]; }
    [[nodiscard]] bool sees(char c) const { return !at_end() && text_[position_] == c; }

    bool accept(char c) {
        if (!sees(c)) {
            return false;
        }
        ++position_;
        return true;
    }

    PatternNode alternatives(int depth) {  // NOLINT(misc-no-recursion): as deep as parentheses may be
        PatternNode first = sequence(depth);
        if (!sees('|')) {
            return first;
        }
        PatternNode node{.kind = PatternNode::Kind::alternatives};
        node.parts.push_back(std::move(first));
        while (accept('|')) {
            node.parts.push_back(sequence(depth));
        }
        return node;
    }

    PatternNode sequence(int depth) {  // NOLINT(misc-no-recursion)
        PatternNode node;
        while (!at_end() && !sees('|') && !sees(')')) {
            node.parts.push_back(repeated(depth));
        }
        return node;
    }

    PatternNode repeated(int depth) {  // NOLINT(misc-no-recursion)
        const std::size_t begin = position_;
        PatternNode part = atom(depth);
        const std::size_t after = position_;
        const std::optional<Bounds> bounds = quantifier();
        if (!bounds) {
            return part;
        }
        if (part.kind == PatternNode::Kind::assertion) {
            fail_at(after, fmt::format("\"{}\" cannot be repeated: it stands for no character",
                                       printable(text_.substr(begin, after - begin))));
        }
        accept('?');  // as few as possible: that decides where a match ends, not whether there is one
        PatternNode node{.kind = PatternNode::Kind::repetition};
        node.least = bounds->least;
        node.most = bounds->most;
        node.parts.push_back(std::move(part));
        return node;
    }

    std::optional<Bounds> quantifier() {
        if (accept('*')) {
            return Bounds{0, PatternNode::without_end};
        }
        if (accept('+')) {
            return Bounds{1, PatternNode::without_end};
        }
        if (accept('?')) {
            return Bounds{0, 1};
        }
        return sees('{') ? number_of_repetitions() : std::nullopt;
    }

    /// "{2}", "{2,}" or "{2,5}"; nothing, and nothing read, where the brace begins none of them.
    std::optional<Bounds> number_of_repetitions() {
        const std::size_t begin = position_;
        ++position_;
        const std::optional<int> least = number();
        std::optional<int> most = least;
        if (least && accept(',')) {
            most = number();
            most = most ? most : std::optional(PatternNode::without_end);
        }
        if (!least || !accept('}')) {
            position_ = begin;
            return std::nullopt;
        }
        if (*least > most_repetitions || *most > most_repetitions) {
            fail_at(begin, fmt::format("more than {} repetitions", most_repetitions));
        } else if (*most != PatternNode::without_end && *most < *least) {
            fail_at(begin, "the first number of repetitions must not be larger than the second");
        }
        return Bounds{*least, *most};
    }

    /// Numbers that are too large are all the same.
    std::optional<int> number() {
        const std::size_t begin = position_;
        int value = 0;
        while (peek() >= '0' && peek() <= '9') {
            value = std::min(10 * value + (peek() - '0'), most_repetitions + 1);
            ++position_;
        }
        return position_ == begin ? std::nullopt : std::optional(value);
    }

    PatternNode atom(int depth) {  // NOLINT(misc-no-recursion)
        const std::size_t begin = position_;
        if (quantifier()) {
            fail_at(begin,
                    "nothing stands before this that could be repeated; write \\ before it for the "
                    "character");
            return {};
        }
        const char c = text_[position_++];
        switch (c) {
            case '(':
                return group(begin, depth);
            case '[':
                return character(bracketed(begin));
            case '.':
                return character(~(only('\n') | only('\r')));
            case '^':
                return assertion(Pattern::Assertion::at_begin);
            case '$':
                return assertion(Pattern::Assertion::at_end);
            case '\\':
                return escaped(begin);
            default:
                return character(only(static_cast<unsigned char>(c)));
        }
    }

    static PatternNode character(const ByteSet& set) {
        PatternNode node{.kind = PatternNode::Kind::character};
        node.set = set;
        return node;
    }

    static PatternNode assertion(Pattern::Assertion assertion) {
        PatternNode node{.kind = PatternNode::Kind::assertion};
        node.assertion = assertion;
        return node;
    }

    PatternNode group(std::size_t begin, int depth) {  // NOLINT(misc-no-recursion)
        if (depth == deepest_parentheses) {
            fail_at(begin, fmt::format("parentheses are more than {} deep", deepest_parentheses));
            return {};
        }
        if (accept('?') && !accept(':')) {
            fail_at(begin, "of what begins with (? only (?:...) is understood: there is no look-around");
            return {};
        }
        PatternNode inner = alternatives(depth + 1);
        if (!accept(')')) {
            fail_at(begin, "this parenthesis is never closed; write \\( for the character");
        }
        return inner;
    }

    PatternNode escaped(std::size_t begin) {
        if (accept('b')) {
            return assertion(Pattern::Assertion::at_word_edge);
        }
        if (accept('B')) {
            return assertion(Pattern::Assertion::within_or_outside_word);
        }
        if (const std::optional<ByteSet> known = escaped_class(peek())) {
            ++position_;
            return character(*known);
        }
        return character(only(escaped_byte(begin)));
    }

    /// What follows a backslash and stands for one byte.
    unsigned char escaped_byte(std::size_t begin) {
        constexpr std::array<std::pair<char, char>, 6> controls{
            {{'t', '\t'}, {'n', '\n'}, {'r', '\r'}, {'f', '\f'}, {'v', '\v'}, {'0', '\0'}}};
        if (at_end()) {
            fail_at(begin, "a backslash at the end stands for nothing; write \\\\ for the character");
            return 0;
        }
        const char c = text_[position_++];
        const auto* const control = std::ranges::find(controls, c, &std::pair<char, char>::first);
        if (control != controls.end()) {
            return static_cast<unsigned char>(control->second);
        }
        if (c == 'x') {
            return hexadecimal(begin);
        }
        if (c >= '1' && c <= '9') {
            fail_at(begin, fmt::format("\\{} refers back to a group, which is not understood", c));
        } else if (is_alphanumeric(c)) {
            fail_at(begin, fmt::format("\\{} stands for nothing", c));
        }
        return static_cast<unsigned char>(c);
    }

    unsigned char hexadecimal(std::size_t begin) {
        unsigned value = 0;
        for (int digit = 0; digit < 2; ++digit) {
            const std::string_view digits = "0123456789abcdef";
            const char c = at_end() ? ' ' : text_[position_];
            const std::size_t found = digits.find(lower_case({&c, 1}));
            if (found == std::string_view::npos) {
                fail_at(begin, "\\x takes two hexadecimal digits");
                return 0;
            }
            value = 16 * value + static_cast<unsigned>(found);
            ++position_;
        }
        return static_cast<unsigned char>(value);
    }

    ByteSet bracketed(std::size_t begin) {
        const bool all_but = accept('^');
        ByteSet set;
        while (!at_end() && !sees(']')) {
            add_range(set);
        }
        if (!accept(']')) {
            fail_at(begin, "this bracket is never closed; write \\[ for the character");
        }
        return all_but ? ~set : set;
    }

    void add_range(ByteSet& set) {
        const std::size_t begin = position_;
        const std::optional<unsigned char> first = bracketed_byte(set);
        const bool ends_there = position_ + 1 >= text_.size() || text_[position_ + 1] == ']';
        if (!first || !sees('-') || ends_there) {
            set |= first ? only(*first) : ByteSet();
            return;
        }
        ++position_;
        const std::optional<unsigned char> last = bracketed_byte(set);
        if (!last || *last < *first) {
            fail_at(begin, "this range has no end behind its beginning; write \\- for the character");
            return;
        }
        set |= bytes_between(*first, *last);
    }

    /// Nothing where it is a class, such as `\d`, which is added to `set`.
    std::optional<unsigned char> bracketed_byte(ByteSet& set) {
        const std::size_t begin = position_;
        const auto byte = static_cast<unsigned char>(text_[position_++]);
        if (byte >= 0x80) {
            fail_at(begin, "only ASCII characters may stand within brackets; write (?:...|...)");
        }
        if (byte != '\\') {
            return byte;
        }
        if (accept('b')) {
            return '\b';
        }
        if (const std::optional<ByteSet> known = escaped_class(peek())) {
            ++position_;
            set |= *known;
            return std::nullopt;
        }
        return escaped_byte(begin);
    }

    std::string_view text_;
    std::size_t position_ = 0;
    std::optional<PatternFault> fault_;
};

}  // namespace

std::variant<PatternNode, PatternFault> read_pattern(std::string_view text) {
    PatternReader reader(text);
    PatternNode whole = reader.read();
    if (reader.fault()) {
        return *reader.fault();
    }
    return whole;
}

bool is_word_byte(unsigned char byte) {
    return is_alphanumeric(static_cast<char>(byte)) || byte == '_';
}

}  // namespace ratchet
