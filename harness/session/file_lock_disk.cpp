#include "session/file_lock_disk.hpp"

#include "base/error.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ratchet {
namespace {

/// In a sticky directory the kernel refuses O_CREAT on another user's file, so an existing one is opened
/// first.
int open_lock_file(const std::string& path) {
    constexpr int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    int descriptor = open(path.c_str(), flags);
    if (descriptor < 0 && errno == ENOENT) {
        descriptor = open(path.c_str(), flags | O_CREAT, 0644);
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
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) {
        return;
    }
    if (on_wait) {
        on_wait();
    }
    while (flock(descriptor_, LOCK_EX) != 0) {
        if (errno != EINTR) {
            const int reason = errno;
            close(descriptor_);
            throw Error(ErrorCode::usage, std::string("cannot lock: ") + std::strerror(reason), path);
        }
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
