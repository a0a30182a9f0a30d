#include "measure/interrupt_process.hpp"

#include "base/error.hpp"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

#include <sys/eventfd.h>
#include <unistd.h>

namespace ratchet {
namespace {

// A signal handler has no other way to reach its guard.
std::atomic<int> received_signal{0};
std::atomic<int> wake{-1};
static_assert(std::atomic<int>::is_always_lock_free, "used in a signal handler");

void remember(int signal_number) {
    const int saved = errno;
    int none = 0;
    received_signal.compare_exchange_strong(none, signal_number);
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(wake.load(), &one, sizeof one);
    errno = saved;
}

}  // namespace

InterruptGuard::InterruptGuard() {
    if (wake.load() >= 0) {
        throw Error(ErrorCode::usage, "only one InterruptGuard may exist at a time");
    }
    const int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0) {
        throw Error(ErrorCode::measurement, std::string("cannot make an eventfd: ") + std::strerror(errno) +
                                                "; raise the limit of open files (ulimit -n)");
    }
    wake.store(descriptor);
    struct sigaction action {};
    action.sa_handler = remember;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < signals.size(); ++i) {
        sigaction(signals[i], nullptr, &before_[i]);
        if (before_[i].sa_handler != SIG_IGN) {
            sigaction(signals[i], &action, nullptr);
        }
    }
}

InterruptGuard::~InterruptGuard() {
    for (std::size_t i = 0; i < signals.size(); ++i) {
        sigaction(signals[i], &before_[i], nullptr);
    }
    close(wake.exchange(-1));
    received_signal.store(0);
}

int InterruptGuard::received() {
    return received_signal.load();
}

int InterruptGuard::wake_descriptor() {
    return wake.load();
}

InterruptGuard::SetAside::SetAside() : signal_(received_signal.exchange(0)) {
    // Only then: a signal that comes in between is remembered, though nothing wakes up for it any more.
    std::uint64_t wakes = 0;
    [[maybe_unused]] const ssize_t taken = read(wake.load(), &wakes, sizeof wakes);
}

InterruptGuard::SetAside::~SetAside() {
    if (signal_ != 0) {
        remember(signal_);
    }
}

void InterruptGuard::throw_if_interrupted() {
    if (const int signal_number = received(); signal_number != 0) {
        throw Error(ErrorCode::measurement, std::string("interrupted by SIG") + sigabbrev_np(signal_number));
    }
}

}  // namespace ratchet
