#pragma once

#include <array>

#include <signal.h>

namespace ratchet {

/// While one exists, INT, TERM and HUP no longer end the harness: they are remembered, and the launcher that
/// waits for a program wakes up, kills the program with all its descendants and throws. A signal that was
/// ignored before (nohup) stays ignored. At most one at a time; the destructor restores what was before and
/// forgets what was remembered.
class InterruptGuard {
  public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    /// The first such signal received; 0: none so far, or no guard exists.
    static int received();
    /// A descriptor that turns readable when a signal is received and stays so; -1 when no guard exists.
    static int wake_descriptor();
    /// While one exists, a signal that was received before it does not count; afterwards it does again,
    /// unless another came meanwhile.
    class SetAside {
      public:
        SetAside();
        ~SetAside();
        SetAside(const SetAside&) = delete;
        SetAside& operator=(const SetAside&) = delete;

      private:
        int signal_;
    };
    /// Throws `Error(measurement)` naming the signal if one was received.
    static void throw_if_interrupted();

  private:
    static constexpr std::array signals{SIGINT, SIGTERM, SIGHUP};
    std::array<struct sigaction, signals.size()> before_{};
};

}  // namespace ratchet
