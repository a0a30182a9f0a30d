#pragma once

#include "profile/stacks.hpp"

#include <string_view>

namespace ratchet {

/// Whether a program, a thread or the kernel begins with this function, so that a stack in which it is the
/// outermost one is whole: `_start`, `main`, `start_thread`, `clone3`, `ret_from_fork`, ….
bool is_outermost_function(std::string_view function);

/// Samples of stacks whose outermost function is no such one; the first `skipped` frames of each stack, which
/// are no functions (a process's name), are not looked at. A stack with no more frames than these is whole.
std::uint64_t unrooted_samples(const Stacks& stacks, std::size_t skipped);

}  // namespace ratchet
