#include "profile/rooted.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace ratchet {
namespace {

/// glibc, musl, the dynamic linker, Go, and Linux on x86 and ARM.
constexpr std::array<std::string_view, 18> outermost{"_start",
                                                     "main",
                                                     "start_thread",
                                                     "clone",
                                                     "clone3",
                                                     "__clone",
                                                     "__clone3",
                                                     "thread_start",
                                                     "start",
                                                     "_dl_start",
                                                     "_dl_start_user",
                                                     "runtime.goexit",
                                                     "ret_from_fork",
                                                     "ret_from_fork_asm",
                                                     "start_kernel",
                                                     "__libc_start_main",
                                                     "__libc_start_call_main",
                                                     "runtime.mstart"};
/// Others that are followed by a version: `__libc_start_main@@GLIBC_2.34`, `secondary_startup_64_no_verify`.
constexpr std::array<std::string_view, 3> outermost_beginnings{"__libc_start_main", "secondary_startup",
                                                               "secondary_start_kernel"};

}  // namespace

bool is_outermost_function(std::string_view function) {
    return std::ranges::find(outermost, function) != outermost.end() ||
           std::ranges::any_of(outermost_beginnings,
                               [function](std::string_view begin) { return function.starts_with(begin); });
}

std::uint64_t unrooted_samples(const Stacks& stacks, std::size_t skipped) {
    std::vector<bool> is_outermost;
    for (const Frame& frame : stacks.frames()) {
        is_outermost.push_back(is_outermost_function(frame.function));
    }
    std::uint64_t samples = 0;
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        const StackView stack = stacks[i];
        if (stack.frames.size() > skipped && !is_outermost[stack.frames[skipped]]) {
            samples += stack.samples;
        }
    }
    return samples;
}

}  // namespace ratchet
