#pragma once

#include "base/file_descriptor_linux.hpp"
#include "measure/ready_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Looks for a text in the files that a program writes its output to, as it writes them: the kernel tells of
/// every write (inotify), so that the program waits for nobody and this process sleeps. Once the text has
/// been seen nothing is watched any more.
class ReadyWatch {
  public:
    /// `files` exist already; what is no regular file is not watched. Throws `Error(measurement)` where the
    /// kernel lets nothing be watched: why, and what to do.
    ReadyWatch(const std::string& text, const std::vector<std::string>& files);

    /// Readable when there is something to `look` at; -1: nothing will come any more.
    [[nodiscard]] int descriptor() const { return events_.get(); }

    /// Reads what has been written. If the text is in it, that was at `now_ns`, which is the caller's reading
    /// of the clock when it woke up.
    void look(std::int64_t now_ns);

    /// When the text was seen, monotonic: later than it was written by what this process took to wake up,
    /// some 0.1 ms on a host that has a CPU to spare.
    [[nodiscard]] std::optional<std::int64_t> ready_ns() const { return ready_ns_; }

  private:
    struct File {
        FileDescriptor descriptor;
        std::int64_t read = 0;  ///< bytes
        ReadyText text;
    };

    static bool look_into(File& file);

    FileDescriptor events_;
    std::vector<File> files_;
    std::optional<std::int64_t> ready_ns_;
};

}  // namespace ratchet
