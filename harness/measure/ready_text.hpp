#pragma once

#include <string>
#include <string_view>

namespace ratchet {

/// What is wrong with a text that is to be looked for in a program's output; empty: nothing. It stands in one
/// line, so it is not empty and holds neither a line's end nor a NUL character.
[[nodiscard]] std::string ready_text_problem(std::string_view text);

/// Looks for a text in one stream of output that comes in pieces of any size. Keeps no more of it than the
/// text is long.
class ReadyText {
  public:
    /// `text`: without a `ready_text_problem`.
    explicit ReadyText(std::string_view text) : text_(text) {}

    /// The next piece. Whether the text has been seen by now; once it has it stays so.
    bool see(std::string_view piece);

  private:
    std::string text_;
    std::string end_;  ///< of what has been seen: where the text may have begun
    bool found_ = false;
};

}  // namespace ratchet
