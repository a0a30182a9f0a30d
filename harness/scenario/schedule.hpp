#pragma once

#include <cstdint>

namespace ratchet::runtime {

/// How a run is measured when the harness has decided that before.
struct RunPlan {
    std::uint64_t iterations = 1;  ///< timed, 1 to `max_iterations`
    std::uint64_t warmup_iterations = 0;
    std::uint64_t batch = 1;  ///< calls per iteration, 1 to `max_batch`; warm-up iterations have it too

    bool operator==(const RunPlan& other) const {
        return iterations == other.iterations && warmup_iterations == other.warmup_iterations &&
               batch == other.batch;
    }
};

inline constexpr std::uint64_t max_iterations = 10'000;  ///< that a result file may hold
inline constexpr std::uint64_t max_batch = std::uint64_t{1} << 30U;

/// Decides, iteration by iteration, how many calls the next one has, what counts, and when to stop.
class Schedule {
  public:
    virtual ~Schedule() = default;

    /// Calls of the body in the next iteration.
    [[nodiscard]] virtual std::uint64_t batch() const = 0;

    [[nodiscard]] virtual bool done() const = 0;

    /// Takes an iteration that lasted `iteration_s` and ended `elapsed_s` after the first one began. False:
    /// it and all before it do not count.
    [[nodiscard]] virtual bool keep(double iteration_s, double elapsed_s) = 0;
};

/// Carries out a plan: the warm-up iterations do not count, the others do.
class PlannedSchedule : public Schedule {
  public:
    explicit PlannedSchedule(const RunPlan& plan) : plan_(plan) {}

    [[nodiscard]] std::uint64_t batch() const override { return plan_.batch; }
    [[nodiscard]] bool done() const override { return taken_ == plan_.warmup_iterations + plan_.iterations; }
    [[nodiscard]] bool keep(double, double) override { return ++taken_ > plan_.warmup_iterations; }

  private:
    RunPlan plan_;
    std::uint64_t taken_ = 0;
};

/// Finds what a plan needs to know: the batch, and times of iterations from the very first with that batch.
///
/// Batch: doubled until an iteration lasts `batch_time_s`. A first call is often much slower than the next
/// ones (page faults, caches, lazy set-up), so while iterations are being recorded one that lasts less than
/// half of that doubles the batch again, and what was recorded before does not count.
/// End: after `usual_time_s` or `usual_iterations`, whichever is later, but before an iteration as long as
/// the last one would pass `longest_time_s`, and at `max_iterations`; one iteration is always kept.
class ExploringSchedule : public Schedule {
  public:
    static constexpr double batch_time_s = 200e-6;
    static constexpr double usual_time_s = 1;
    static constexpr double longest_time_s = 5;
    static constexpr std::uint64_t usual_iterations = 30;

    /// Not batchable: the batch stays 1.
    explicit ExploringSchedule(bool batchable) : batchable_(batchable) {}

    [[nodiscard]] std::uint64_t batch() const override { return batch_; }
    [[nodiscard]] bool done() const override { return done_; }
    [[nodiscard]] bool keep(double iteration_s, double elapsed_s) override;

  private:
    [[nodiscard]] bool is_too_short(double iteration_s, double elapsed_s) const;

    bool batchable_;
    std::uint64_t batch_ = 1;
    std::uint64_t kept_ = 0;
    double elapsed_s_ = 0;
    bool done_ = false;
};

}  // namespace ratchet::runtime
