#include "scenario/clock.hpp"

#include <chrono>

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <x86intrin.h>
#endif

namespace ratchet::runtime {
namespace {

std::int64_t steady_now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

#if defined(__x86_64__) && defined(__GNUC__)

// Not serialising: what is reordered around a read is a few nanoseconds, what a fence costs is ten.
std::int64_t counter() {
    return static_cast<std::int64_t>(__rdtsc());
}

bool counter_is_usable() {
    constexpr unsigned power_management_leaf = 0x80000007;
    constexpr unsigned invariant_counter = 1U << 8U;
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid(power_management_leaf, &a, &b, &c, &d) != 0 && (d & invariant_counter) != 0;
}

#elif defined(__aarch64__) && defined(__GNUC__)

std::int64_t counter() {
    std::int64_t value;
    asm volatile("mrs %0, cntvct_el0" : "=r"(value));
    return value;
}

bool counter_is_usable() {
    return true;  // the architecture fixes its rate and keeps it the same on all cores
}

#else

std::int64_t counter() {
    return steady_now_ns();
}

bool counter_is_usable() {
    return true;
}

#endif

}  // namespace

Clock real_clock() {
    return {steady_now_ns, counter_is_usable() ? counter : steady_now_ns};
}

}  // namespace ratchet::runtime
