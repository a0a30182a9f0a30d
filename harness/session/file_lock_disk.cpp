#include "session/file_lock_disk.hpp"

#include "base/error.hpp"
#include "measure/interrupt_process.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ratchet {
namespace {

/// In a sticky directory the kernel refuses O_CREAT on another user's file, so an existing one is opened
/// first, and again when another process was quicker to create it. Whoever may not write can still lock.
FileDescriptor open_lock_file(const std::string& path) {
    constexpr int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    FileDescriptor existing(open(path.c_str(), flags));
    if (existing.is_open() || errno != ENOENT) {
        return existing;
    }
    FileDescriptor created(open(path.c_str(), flags | O_CREAT | O_EXCL, 0644));
    if (!created.is_open() && errno == EEXIST) {
        return FileDescriptor(open(path.c_str(), flags));
    }
    // Whatever the umask: a lock that others cannot open locks them out for ever.
    if (created.is_open() && fchmod(created.get(), 0644) != 0) {
        return {};
    }
    return created;
}

}  // namespace

FileLock::FileLock(const std::string& path, const std::function<void()>& on_wait, Deadline deadline)
    : descriptor_(open_lock_file(path)) {
    if (!descriptor_.is_open()) {
        throw Error(ErrorCode::usage,
                    std::string("cannot open the lock file: ") + std::strerror(errno) +
                        "; check its directory's permissions",
                    path);
    }
    constexpr auto poll_interval = std::chrono::milliseconds(5);
    for (bool told = false; flock(descriptor_.get(), LOCK_EX | LOCK_NB) != 0;
         std::this_thread::sleep_for(poll_interval)) {
        if (on_wait && !std::exchange(told, true)) {
            on_wait();
        }
        InterruptGuard::throw_if_interrupted();
        if (std::chrono::steady_clock::now() >= deadline) {
            throw Error(ErrorCode::measurement, "is still held by another ratchet; wait for it, or end it",
                        path);
        }
    }
}

FileLock queue_for_lock(const std::string& path, const std::function<void()>& on_wait) {
    const FileLock turnstile(path + ".queue", on_wait);
    return FileLock(path, on_wait);
}

}  // namespace ratchet
