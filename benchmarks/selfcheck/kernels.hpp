#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// Kernels of known cost: the time of each is a number of equal steps times the cost of one, so that asking
// for ten percent more steps is a slowdown of ten percent.

namespace selfcheck {

/// One step of a linear congruential generator (Knuth, MMIX). Each depends on the one before.
constexpr std::uint64_t generator_step(std::uint64_t state) {
    return state * 6364136223846793005U + 1442695040888963407U;
}

/// Arithmetic: `steps` dependent multiplications and additions, a few processor cycles each. Returns the
/// state after them.
std::uint64_t spin(std::uint64_t state, std::uint64_t steps);

/// What `spin` must return, worked out in log2(steps) steps: proof that the work was done, all of it.
std::uint64_t spin_result(std::uint64_t state, std::uint64_t steps);

/// Memory: walks along one random cycle through all cache lines of a buffer; the address of each step is
/// known only when the one before has been loaded. Up to the size of the core's own caches the cost of a step
/// does not depend on what other cores do.
class MemoryWalk {
  public:
    /// At least one line.
    MemoryWalk(std::size_t lines, std::uint64_t seed);

    /// Makes `steps` more steps from where the last walk ended; returns the line that it came to.
    std::uint32_t walk(std::uint64_t steps);

  private:
    struct alignas(64) Line {
        std::uint32_t next;
    };
    std::vector<Line> lines_;
    std::uint32_t position_ = 0;
};

/// Branches: `steps` of them, each taken or not by chance, so that half of them are predicted wrong. `state`
/// is the generator's, and goes on with each call, lest the predictor learn the sequence. Returns how many
/// were taken.
std::uint64_t branch(std::uint64_t& state, std::uint64_t steps);

}  // namespace selfcheck
