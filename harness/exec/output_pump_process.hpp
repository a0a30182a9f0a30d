#pragma once

#include "base/file_descriptor_linux.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace ratchet {

/// A pipe or a terminal for one program's output, read by a thread so that the program never waits for its
/// reader: what arrives is copied to a descriptor, or goes nowhere, and its end is remembered. Reading takes
/// CPU time beside the program; without a pump a program writes into a file or nowhere.
class OutputPump {
  public:
    enum class Kind {
        pipe,
        terminal,  ///< a pseudo-terminal of 80 x 24, which the program can also read: it sees the end of
                   ///< input
    };

    /// `copy_to`: a descriptor that outlives the pump; -1: what is read goes nowhere. `see`, where there is
    /// one, is shown every piece first, on the pump's thread; what it knows may be looked at after `finish`.
    /// Throws `Error(measurement)` when the system has no pipe, terminal or thread left.
    OutputPump(Kind kind, int copy_to, std::function<void(std::string_view)> see = nullptr);
    ~OutputPump();
    OutputPump(const OutputPump&) = delete;
    OutputPump& operator=(const OutputPump&) = delete;

    /// What to open for the program. Good until `finish`.
    [[nodiscard]] const std::string& path() const { return path_; }

    /// After the program and all that shared its output have ended: everything has been read and copied.
    /// Returns the end of it, at most 4 KiB.
    std::string finish();

  private:
    void pump();
    bool take();
    void keep(const char* bytes, std::size_t count);

    FileDescriptor read_end_;
    FileDescriptor write_end_;  ///< held so that the reader does not see an end before the program has begun
    FileDescriptor finished_;   ///< readable once `finish` was called
    int copy_to_;
    std::function<void(std::string_view)> see_;
    std::string path_;
    std::string tail_;
    std::thread reader_;
};

}  // namespace ratchet
