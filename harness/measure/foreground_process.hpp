#pragma once

#include <termios.h>

namespace ratchet {

/// The terminal at this process's input, from before a program gets it to when it is given back, with the
/// settings that it had: a program may have died without putting them right.
class LentTerminal {
  public:
    /// Remembers; nothing is lent yet. Without a terminal, or one that is typed to another process group
    /// than this one, nothing will be.
    LentTerminal();
    /// Takes it back.
    ~LentTerminal();
    LentTerminal(const LentTerminal&) = delete;
    LentTerminal& operator=(const LentTerminal&) = delete;

    /// Whether there is one to lend.
    [[nodiscard]] bool is_ours() const { return ours_; }

  private:
    bool ours_ = false;
    termios settings_{};
};

}  // namespace ratchet
