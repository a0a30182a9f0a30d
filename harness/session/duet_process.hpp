#pragma once

#include "gate/duet_verdict.hpp"
#include "model/session.hpp"
#include "session/measurement_process.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// How long a duet may take, and how often it may err.
struct DuetPlan {
    double budget_s = 60;          ///< for the blocks; what 10 of them take is taken all the same
    std::int64_t deadline_ns = 0;  ///< by the context's clock: no run outlives it
    double alpha = DuetRecord{}.alpha;
    /// Of a slowdown by the first gate that blocks decide: measured on, although it is decided, while its
    /// bounds lie further apart than this share of it.
    std::optional<double> precision = std::nullopt;
    bool parallel = false;  ///< both builds at the same time, on CPUs of their own
};

/// A scenario whose plan is known run in turns with another build of it, in blocks ABBA and BAAB, on the same
/// CPUs, every block's processes with an environment of another length. Where runs are short, each turn is of
/// several, and its value their better quartile.
///
/// In parallel a block is two pairs, A beside B and then B beside A: what begins first has the first of two
/// sets of CPUs, so that within a block both builds have begun first, and run on either set, as often. What
/// neighbours do to the host meets both in the same moment (Bulej et al., "Duet Benchmarking: Improving
/// Measurement Accuracy in the Cloud", 2020).
class Duet {
  public:
    /// Everything but the context is copied. Throws `Error(usage)` where there are no CPUs for a parallel
    /// one.
    Duet(const MeasurementContext& context, ScenarioRecord record, DuetReference reference,
         const DuetPlan& plan);

    /// Measures block after block until every gate is decided, the last look is taken or the time is up, and
    /// records the duet, its verdict, and the scenario's with it. A run that fails ends it; one that the
    /// deadline ends is no failure, and no block is begun that it would end. Without a first stage, whose
    /// counts are as good, it also counts the instructions of both builds where a gate compares them; where
    /// no gate is on anything else there are no blocks. Nothing is run of builds that cannot be compared.
    const ScenarioRecord& measure();

  private:
    void count();
    void count(const ScenarioSpec& spec, DuetSide& side);
    void warm_up();
    void share_one_cpu();
    [[nodiscard]] bool may_go_on() const;
    [[nodiscard]] bool needs_more() const;
    bool measure_block(int block);
    [[nodiscard]] FileLock take_turn();
    void measure_sides(const std::vector<std::size_t>& sides, int block);
    void take(std::size_t side, int block, MeasuredRun measured);
    std::vector<MeasuredRun> launch(const std::vector<std::size_t>& sides, int block);
    [[nodiscard]] bool has_failed() const;
    void keep() const;
    void tell(int blocks, int planned);
    void conclude();

    MeasurementContext context_;
    ScenarioRecord record_;
    ScenarioSpec reference_;
    DuetPlan plan_;
    std::array<std::vector<int>, 2> cpus_;  ///< of what is launched first and second; empty: not pinned
    QuietMoments quiet_;
    std::vector<std::vector<RunRecord>> runs_{2};  ///< reference, current
    std::int64_t longest_block_ns_ = 0;
    std::int64_t longest_run_ns_ = 0;
    std::int64_t hang_ns_;        ///< what is killed later than this hangs
    std::int64_t waited_ns_ = 0;  ///< for other harnesses
    bool is_serial_ = true;       ///< no run so far kept more than one CPU busy
    bool out_of_time_ = false;
    int launched_ = 0;  ///< runs, the first stage's included
};

}  // namespace ratchet
