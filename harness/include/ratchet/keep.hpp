#pragma once

// Keeps the optimiser from removing work whose result nobody uses. Both functions compile to no instruction
// beyond what brings the value to a register or to memory, and may be used anywhere, not in scenarios only.
//
//     ratchet::do_not_optimize(hash(text));     // the result counts as used
//     ratchet::do_not_optimize(size);           // a constant that the compiler may no longer fold
//     buffer[0] = 1; ratchet::clobber_memory(); // the write happens

#include <atomic>
#include <memory>
#include <type_traits>

#if defined(__GNUC__)  // and clang
#if defined(__SSE2__)
#define RATCHET_DETAIL_FLOATING_REGISTER "x"
#elif defined(__aarch64__)
#define RATCHET_DETAIL_FLOATING_REGISTER "w"
#else
#define RATCHET_DETAIL_FLOATING_REGISTER "m"
#endif
#endif

namespace ratchet {
namespace detail {

template <class Value>
inline constexpr bool fits_general_register = sizeof(Value) <= sizeof(void*) &&
                                              (std::is_integral_v<Value> || std::is_enum_v<Value> ||
                                               std::is_pointer_v<Value>);

template <class Value>
inline constexpr bool fits_floating_register =
    std::is_same_v<std::remove_cv_t<Value>, float> || std::is_same_v<std::remove_cv_t<Value>, double>;

#if !defined(__GNUC__)
inline const volatile void* volatile kept = nullptr;
#endif

}  // namespace detail

/// The compiler must assume that all memory that others can reach was read and written here: writes before it
/// happen, values cached in registers are read again. Local variables whose address nobody has are not
/// concerned.
inline void clobber_memory() noexcept {
#if defined(__GNUC__)
    asm volatile("" : : : "memory");
#else
    std::atomic_signal_fence(std::memory_order_seq_cst);
#endif
}

/// The compiler must assume that `value`, and all memory that it points to or that others can reach, was read
/// here and, unless it is const, changed. So what leads to the value is computed, and what follows from it
/// cannot be known before. Takes lvalues and temporaries of any type; numbers, pointers and enums stay in
/// their register, all else is brought to memory. A bit-field must be copied first.
template <class Value>
inline void do_not_optimize(Value&& value) noexcept {
    using Plain = std::remove_reference_t<Value>;
#if defined(__GNUC__)
    if constexpr (std::is_const_v<Plain> && detail::fits_general_register<Plain>) {
        asm volatile("" : : "r"(value) : "memory");
    } else if constexpr (detail::fits_general_register<Plain>) {
        asm volatile("" : "+r"(value) : : "memory");
    } else if constexpr (std::is_const_v<Plain> && detail::fits_floating_register<Plain>) {
        asm volatile("" : : RATCHET_DETAIL_FLOATING_REGISTER(value) : "memory");
    } else if constexpr (detail::fits_floating_register<Plain>) {
        asm volatile("" : "+" RATCHET_DETAIL_FLOATING_REGISTER(value) : : "memory");
    } else if constexpr (std::is_const_v<Plain>) {
        asm volatile("" : : "m"(value) : "memory");
    } else {
        // As bytes, because a class with const members is no output that a compiler would take.
        using Bytes = unsigned char[sizeof(Plain)];
        auto& bytes = const_cast<Bytes&>(reinterpret_cast<const volatile Bytes&>(value));
        asm volatile("" : "+m"(bytes) : : "memory");
    }
#else
    detail::kept = std::addressof(value);
    clobber_memory();
#endif
}

}  // namespace ratchet
