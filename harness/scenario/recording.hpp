#pragma once

#include "scenario/clock.hpp"
#include "scenario/components.hpp"
#include "scenario/instruction_counter.hpp"
#include "scenario/result.hpp"
#include "scenario/schedule.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace ratchet::detail {

/// One run as it happens: behind ratchet::Run and detail::Loop, with their rules. Every misuse throws
/// std::logic_error that says what to do.
class Recording {
  public:
    /// No plan: the run explores. `counter`, where there is one, counts the timed iterations of a plan, whose
    /// times are then of no use; it must outlive this.
    Recording(const runtime::Clock& clock, const std::optional<runtime::RunPlan>& plan, std::uint64_t seed,
              runtime::InstructionCounter* counter = nullptr);

    void begin(bool batchable);
    void end();
    [[nodiscard]] bool next(std::uint64_t& calls);
    void start();
    void stop();
    void stop(double told_s);

    void items(std::uint64_t count, std::string_view unit);
    void bytes(std::uint64_t count);
    void metric(std::string_view name, double value, std::string_view unit, Direction direction,
                std::optional<MetricScope> scope);
    void failed(std::string_view message);
    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    void ready();

    /// The result, once the scenario has returned; moved out. Throws when nothing was measured and no check
    /// failed either.
    runtime::Result finish();

  private:
    enum class Phase { before, measuring, after };

    [[nodiscard]] bool counts() const;
    std::int64_t end_of_iteration();
    void take(std::int64_t end_ns, double iteration_s);
    void forget();
    runtime::ToldMetric& metric_named(std::string_view name, std::string_view unit, Direction direction,
                                      std::optional<MetricScope> scope);
    void add_components();
    void add_timeline();

    runtime::Clock clock_;
    std::optional<runtime::RunPlan> plan_;
    std::uint64_t seed_;
    runtime::InstructionCounter* counter_;
    runtime::Result result_;
    Phase phase_ = Phase::before;
    std::unique_ptr<runtime::Schedule> schedule_;
    std::uint64_t iteration_ = 0;                  // from 1, warm-up included
    std::int64_t begin_ns_ = 0;                    // of the first iteration
    std::int64_t start_ns_ = 0;                    // of the current one
    std::int64_t timed_total_ns_ = 0;              // of those that count
    std::vector<std::uint64_t> told_in_;           // iteration in which each metric was told last
    std::int64_t first_ns_ = 0, first_ticks_ = 0;  // both clocks when measuring began: they give the rate
    double seconds_per_tick_ = 0;
};

}  // namespace ratchet::detail
