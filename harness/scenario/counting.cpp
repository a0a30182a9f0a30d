#include "scenario/counting.hpp"

#include <ratchet/detail/loop.hpp>

// Neither merged with another function nor left out, although they do nothing that a compiler could see.
#if defined(__GNUC__)
#define RATCHET_DETAIL_A_FUNCTION(number) asm volatile("" : : "i"(number) : "memory")
#define RATCHET_DETAIL_STAYS __attribute__((noinline, used))
#else
#define RATCHET_DETAIL_A_FUNCTION(number) static_cast<void>(number)
#define RATCHET_DETAIL_STAYS
#endif

extern "C" {

RATCHET_DETAIL_STAYS void ratchet_counting_begins() {
    RATCHET_DETAIL_A_FUNCTION(1);
}

RATCHET_DETAIL_STAYS void ratchet_counting_ends() {
    RATCHET_DETAIL_A_FUNCTION(2);
}

RATCHET_DETAIL_STAYS void ratchet_uncounted(void (*function)(void*), void* argument) {
    function(argument);
    RATCHET_DETAIL_A_FUNCTION(3);  // no jump in the place of the call: the function is left when it has ended
}

}  // extern "C"
