#include "measure/ready_watch_linux.hpp"

#include "base/error.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace ratchet {
namespace {

[[noreturn]] void cannot_watch(const std::string& where) {
    const int error = errno;
    throw Error(ErrorCode::measurement,
                fmt::format("the program's output cannot be watched for its being ready: {}{}",
                            std::generic_category().message(error),
                            error == EMFILE || error == ENOSPC
                                ? "; raise fs.inotify.max_user_instances and max_user_watches, or 'ulimit -n'"
                                : ""),
                where);
}

}  // namespace

ReadyWatch::ReadyWatch(const std::string& text, const std::vector<std::string>& files) {
    for (const std::string& path : files) {
        std::error_code unseen;
        if (!std::filesystem::is_regular_file(path, unseen)) {
            continue;
        }
        if (!events_.is_open()) {
            events_ = FileDescriptor(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
        }
        FileDescriptor opened(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
        if (!events_.is_open() || !opened.is_open() ||
            inotify_add_watch(events_.get(), path.c_str(), IN_MODIFY) < 0) {
            cannot_watch(path);
        }
        files_.push_back({std::move(opened), 0, ReadyText(text)});
    }
}

void ReadyWatch::look(std::int64_t now_ns) {
    if (!events_.is_open()) {
        return;
    }
    // What the events say is of no interest: all files are read on.
    alignas(inotify_event) std::array<char, 4096> events{};
    while (read(events_.get(), events.data(), events.size()) > 0) {
    }
    for (File& file : files_) {
        if (look_into(file)) {
            ready_ns_ = now_ns;
            events_.reset();
            files_.clear();
            return;
        }
    }
}

bool ReadyWatch::look_into(File& file) {
    std::array<char, 65536> piece{};
    for (;;) {
        const ssize_t got = pread(file.descriptor.get(), piece.data(), piece.size(), file.read);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        file.read += got;
        if (file.text.see(std::string_view(piece.data(), static_cast<std::size_t>(got)))) {
            return true;
        }
    }
}

}  // namespace ratchet
