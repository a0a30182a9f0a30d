#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// Why a text is no regular expression.
struct PatternFault {
    std::size_t position = 0;  ///< in the text, from 0: where the part begins that is not understood
    std::string message;       ///< what is wrong with it, and what to write
};

/// A regular expression as ECMAScript (and so the search of a flame graph) writes them: `a|b`, `(a)`,
/// `(?:a)`, `[a-z]`, `.`, `^`, `$`, `\b`, `\d`, `\w`, `\s`, `*`, `+`, `?`, `{2,5}`; case-sensitive. Without
/// what keeps a search from taking time in proportion to its text: back references and look-around.
/// `std::regex` recurses once for every character and may take exponential time; texts are names of
/// functions, from programs that nobody knows, and some are as long as a page.
///
/// It works on bytes: a character beyond ASCII stands for itself, but is several to `.` and may not stand
/// within brackets. A `{` that begins no number of repetitions is one, as in `{lambda`.
class Pattern {
  public:
    /// Throws `Error(usage)` for a text that has a fault.
    explicit Pattern(std::string_view text);

    /// What is wrong with `text`; nothing where it is a pattern. At most 2000 steps, each the test of a
    /// character or a fork, and parentheses 50 deep.
    static std::optional<PatternFault> fault_in(std::string_view text);

    /// Whether the pattern matches anywhere in `text`. Takes time in proportion to its length times the
    /// pattern's steps at most, and no recursion.
    [[nodiscard]] bool found_in(std::string_view text) const;

    /// What does not depend on the characters around a position.
    enum class Assertion : std::uint8_t { at_begin, at_end, at_word_edge, within_or_outside_word };

    /// One step of a match.
    struct Step {
        enum class Kind : std::uint8_t { character, fork, jump, assertion, match };
        Kind kind = Kind::match;
        Assertion assertion{};
        std::uint32_t first = 0;   ///< set of the character; step that follows a fork or a jump
        std::uint32_t second = 0;  ///< the other step that follows a fork
    };

  private:
    std::vector<Step> steps_;
    std::vector<std::bitset<256>> sets_;  ///< of bytes
};

}  // namespace ratchet
