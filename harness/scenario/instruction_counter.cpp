#include "scenario/instruction_counter.hpp"

#include "scenario/performance_counter.hpp"

namespace ratchet::runtime {
namespace {

class CpuCounter : public InstructionCounter {
  public:
    [[nodiscard]] bool is_open() const { return counter_.is_open(); }

    void go_on() override { counter_.go_on(); }
    void pause() override { counter_.pause(); }
    [[nodiscard]] std::uint64_t count() override { return counter_.count().value_or(0); }

  private:
    PerformanceCounter counter_{PerformanceCounter::Starts::when_told};
};

}  // namespace

std::unique_ptr<InstructionCounter> open_instruction_counter() {
    auto counter = std::make_unique<CpuCounter>();
    if (!counter->is_open()) {
        return nullptr;
    }
    return counter;
}

}  // namespace ratchet::runtime
