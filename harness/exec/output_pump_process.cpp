#include "exec/output_pump_process.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace ratchet {
namespace {

constexpr std::size_t most_tail_bytes = 4096;

[[noreturn]] void fail(const char* what) {
    throw Error(ErrorCode::measurement, fmt::format("cannot make {} for the program's output: {}", what,
                                                    std::generic_category().message(errno)));
}

struct Ends {
    FileDescriptor read_end;
    FileDescriptor write_end;
    std::string path;
};

Ends open_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        fail("a pipe");
    }
    return {FileDescriptor(ends[0]), FileDescriptor(ends[1]), fmt::format("/proc/self/fd/{}", ends[1])};
}

Ends open_terminal() {
    FileDescriptor master(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    std::array<char, 64> name{};
    if (!master.is_open() || grantpt(master.get()) != 0 || unlockpt(master.get()) != 0 ||
        ptsname_r(master.get(), name.data(), name.size()) != 0) {
        fail("a terminal");
    }
    FileDescriptor slave(open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!slave.is_open()) {
        fail("a terminal");
    }
    const winsize size{24, 80, 0, 0};
    ioctl(slave.get(), TIOCSWINSZ, &size);
    termios settings{};
    if (tcgetattr(slave.get(), &settings) == 0) {
        settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);  // the end of input below would be shown as ^D
        tcsetattr(slave.get(), TCSANOW, &settings);
    }
    // Whoever reads from it finds that nobody types.
    const char end_of_input = 4;
    if (write(master.get(), &end_of_input, 1) != 1) {
        fail("a terminal");
    }
    return {std::move(master), std::move(slave), name.data()};
}

/// As much as can be written; a reader that went away is no reason to stop measuring.
void copy(int descriptor, const char* bytes, std::size_t count) {
    while (count > 0) {
        const ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return;
        }
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
}

}  // namespace

OutputPump::OutputPump(Kind kind, int copy_to, std::function<void(std::string_view)> see)
    : copy_to_(copy_to), see_(std::move(see)) {
    Ends ends = kind == Kind::pipe ? open_pipe() : open_terminal();
    read_end_ = std::move(ends.read_end);
    write_end_ = std::move(ends.write_end);
    path_ = std::move(ends.path);
    finished_ = FileDescriptor(eventfd(0, EFD_CLOEXEC));
    if (!finished_.is_open()) {
        fail("an event");
    }
    // Signals are the main thread's business, whose waits they interrupt.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    try {
        reader_ = std::thread([this] { pump(); });
    } catch (const std::system_error&) {
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        throw Error(ErrorCode::measurement, "cannot make a thread for the program's output");
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

OutputPump::~OutputPump() {
    finish();
}

std::string OutputPump::finish() {
    write_end_.reset();
    if (reader_.joinable()) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = write(finished_.get(), &one, sizeof one);
        reader_.join();
    }
    return std::move(tail_);
}

/// Until the end of the output; or, where a process that nobody may kill still holds it, until nothing more
/// arrives.
void OutputPump::pump() {
    constexpr int patience_ms = 200;
    std::array<pollfd, 2> awaited{{{read_end_.get(), POLLIN, 0}, {finished_.get(), POLLIN, 0}}};
    bool finishing = false;
    for (;;) {
        const int ready = poll(awaited.data(), finishing ? 1 : 2, finishing ? patience_ms : -1);
        if (ready == 0) {
            return;
        }
        if (ready > 0 && awaited[0].revents != 0) {
            if (!take()) {
                return;
            }
        } else if (ready > 0) {
            finishing = true;
        }
    }
}

/// Reads once. False at the end: of a pipe nothing, of a terminal an error.
bool OutputPump::take() {
    std::array<char, 65536> buffer{};
    const ssize_t got = read(read_end_.get(), buffer.data(), buffer.size());
    if (got <= 0) {
        return got < 0 && errno == EINTR;
    }
    if (see_) {
        see_({buffer.data(), static_cast<std::size_t>(got)});
    }
    keep(buffer.data(), static_cast<std::size_t>(got));
    if (copy_to_ >= 0) {
        copy(copy_to_, buffer.data(), static_cast<std::size_t>(got));
    }
    return true;
}

void OutputPump::keep(const char* bytes, std::size_t count) {
    const std::size_t taken = std::min(count, most_tail_bytes);
    tail_.append(bytes + count - taken, taken);
    if (tail_.size() > most_tail_bytes) {
        tail_.erase(0, tail_.size() - most_tail_bytes);
    }
}

}  // namespace ratchet
