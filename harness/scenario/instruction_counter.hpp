#pragma once

#include <cstdint>
#include <memory>

namespace ratchet::runtime {

/// Counts the instructions of this process, its threads made later included, between `go_on` and `pause`.
class InstructionCounter {
  public:
    virtual ~InstructionCounter() = default;
    virtual void go_on() = 0;
    virtual void pause() = 0;
    [[nodiscard]] virtual std::uint64_t count() = 0;  ///< so far; 0 where the kernel does not tell
};

/// By the CPU's own counter; null where there is none, or the kernel does not let this process have it.
std::unique_ptr<InstructionCounter> open_instruction_counter();

}  // namespace ratchet::runtime
