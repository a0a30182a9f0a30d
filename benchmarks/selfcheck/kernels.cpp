#include "kernels.hpp"

#include <ratchet/keep.hpp>

#include <utility>

namespace selfcheck {

std::uint64_t spin(std::uint64_t state, std::uint64_t steps) {
    for (std::uint64_t step = 0; step < steps; ++step) {
        state = generator_step(state);
    }
    return state;
}

// A step is x -> a x + c, and so is any number of steps: square and multiply (Brown, "Random Number
// Generation with Arbitrary Strides", 1994).
std::uint64_t spin_result(std::uint64_t state, std::uint64_t steps) {
    std::uint64_t increment = generator_step(0);
    std::uint64_t multiplier = generator_step(1) - increment;
    for (; steps != 0; steps /= 2) {
        if (steps % 2 == 1) {
            state = state * multiplier + increment;
        }
        increment *= multiplier + 1;
        multiplier *= multiplier;
    }
    return state;
}

MemoryWalk::MemoryWalk(std::size_t lines, std::uint64_t seed) : lines_(lines) {
    for (std::size_t i = 0; i < lines; ++i) {
        lines_[i].next = static_cast<std::uint32_t>(i);
    }
    // Sattolo's shuffle: the result is always a single cycle.
    for (std::size_t i = lines - 1; i > 0; --i) {
        seed = generator_step(seed);
        std::swap(lines_[i].next, lines_[(seed >> 33U) % i].next);
    }
}

std::uint32_t MemoryWalk::walk(std::uint64_t steps) {
    for (std::uint64_t step = 0; step < steps; ++step) {
        position_ = lines_[position_].next;
    }
    return position_;
}

std::uint64_t branch(std::uint64_t& state, std::uint64_t steps) {
    std::uint64_t taken = 0;
    for (std::uint64_t step = 0; step < steps; ++step) {
        state = generator_step(state);
        if (state >> 63U != 0) {
            ratchet::do_not_optimize(++taken);  // or the compiler would do without the branch
        }
    }
    return taken;
}

}  // namespace selfcheck
