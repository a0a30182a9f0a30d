#pragma once

#include "base/file_descriptor_linux.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace ratchet {

/// An exclusive `flock`, released by the kernel when the holder dies however it dies.
class FileLock {
  public:
    using Deadline = std::chrono::steady_clock::time_point;

    /// Opens or creates `path` (never through a symbolic link) and waits for the lock. `on_wait` is called
    /// once if somebody else holds it. Throws `Error(usage)` naming the file when it cannot be opened, and
    /// `Error(measurement)` when it is still held at the deadline.
    explicit FileLock(const std::string& path, const std::function<void()>& on_wait = {},
                      Deadline deadline = Deadline::max());

  private:
    FileDescriptor descriptor_;
};

/// The same lock, taken fairly: whoever has just unlocked it queues behind those who wait. The queue is a
/// second file, `path` with ".queue".
FileLock queue_for_lock(const std::string& path, const std::function<void()>& on_wait = {});

}  // namespace ratchet
