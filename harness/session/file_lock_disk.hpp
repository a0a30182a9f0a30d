#pragma once

#include <functional>
#include <optional>
#include <string>

namespace ratchet {

/// An exclusive `flock`, released by the kernel when the holder dies however it dies.
class FileLock {
  public:
    /// Opens or creates `path` (never through a symbolic link) and waits for the lock. `on_wait` is called
    /// once if somebody else holds it. Throws `Error(usage)` naming the file when it cannot be opened.
    explicit FileLock(const std::string& path, const std::function<void()>& on_wait = {});
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;

  private:
    int descriptor_ = -1;
};

/// Takes the lock that every measuring harness on this host holds during each of its runs, whatever its
/// project or user. Two harnesses take turns: one that has just finished a run queues behind one that waits.
FileLock lock_host_for_run(const std::function<void()>& on_wait = {});

}  // namespace ratchet
