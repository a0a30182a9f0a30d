#include "session/file_lock_disk.hpp"

#include "base/error.hpp"
#include "measure/interrupt_process.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
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
int open_lock_file(const std::string& path) {
    constexpr int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    int descriptor = open(path.c_str(), flags);
    if (descriptor < 0 && errno == ENOENT) {
        descriptor = open(path.c_str(), flags | O_CREAT | O_EXCL, 0644);
        if (descriptor >= 0) {
            fchmod(descriptor,
                   0644);  // whatever the umask: a lock that others cannot open locks them out for ever
        } else if (errno == EEXIST) {
            descriptor = open(path.c_str(), flags);
        }
    }
    return descriptor;
}

std::string host_lock_path() {
    std::error_code ignored;
    for (const char* directory : {"/run/lock", "/tmp"}) {
        if (std::filesystem::is_directory(directory, ignored) && access(directory, W_OK) == 0) {
            return std::string(directory) + "/ratchet-measuring.lock";
        }
    }
    throw Error(ErrorCode::usage,
                "neither /run/lock nor /tmp is writable; the measuring lock needs one of them");
}

}  // namespace

FileLock::FileLock(const std::string& path, const std::function<void()>& on_wait)
    : descriptor_(open_lock_file(path)) {
    if (descriptor_ < 0) {
        throw Error(ErrorCode::usage,
                    std::string("cannot open the lock file: ") + std::strerror(errno) +
                        "; check its directory's permissions",
                    path);
    }
    constexpr auto poll_interval = std::chrono::milliseconds(5);
    for (bool told = false; flock(descriptor_, LOCK_EX | LOCK_NB) != 0;
         std::this_thread::sleep_for(poll_interval)) {
        if (on_wait && !std::exchange(told, true)) {
            on_wait();
        }
        InterruptGuard::throw_if_interrupted();
    }
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) {
        close(descriptor_);
    }
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock lock_host_for_run(const std::function<void()>& on_wait) {
    const std::string path = host_lock_path();
    // flock is not fair: who unlocks and locks again wins over who waits. The turnstile makes it queue.
    const FileLock turnstile(path + ".queue", on_wait);
    return FileLock(path, on_wait);
}

}  // namespace ratchet
