#pragma once

#include "base/file_descriptor_linux.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <string>

#include <sys/types.h>

namespace ratchet {

/// A tiny process that outlives the harness for a moment: when the harness dies, however it dies, it kills
/// the process groups of the programs that were being measured, and those of their descendants that left the
/// group but not their environment. The parent-death signal alone reaches only the program itself.
/// It sleeps in `read` until then, is in a session of its own (Ctrl-C does not reach it), holds none of the
/// harness's files, and is invisible to ordinary waits. Made by one fork, so make it before memory grows.
class OrphanGuard {
  public:
    /// Throws `Error(measurement)` when the system has no processes or descriptors left.
    OrphanGuard();
    ~OrphanGuard();
    OrphanGuard(const OrphanGuard&) = delete;
    OrphanGuard& operator=(const OrphanGuard&) = delete;

    /// So many programs can be guarded at once; `program` below counts them from 0.
    static constexpr std::size_t most_programs = 2;

    /// The process group to kill; 0: none. In memory shared with the guard: a program that is being started
    /// can enter itself, which leaves no moment in which it is unguarded.
    [[nodiscard]] std::atomic<pid_t>& group(std::size_t program) { return charges_->at(program).group; }

    /// The environment variable ("NAME=value") that tells the program's processes from all others; empty, or
    /// longer than a path can be: they are known by their group alone. Set it while no program runs.
    void mark(std::size_t program, const std::string& variable);

  private:
    struct Charge {
        std::atomic<pid_t> group{0};
        std::array<char, 8192> variable{};  ///< NUL-terminated
    };

    using Charges = std::array<Charge, most_programs>;

    [[noreturn]] static void guard_until_closed(int pipe, const Charges& charges);

    Charges* charges_;      ///< shared with the guard
    FileDescriptor alive_;  ///< the guard waits for this end of a pipe to close
    pid_t guard_ = -1;
};

}  // namespace ratchet
