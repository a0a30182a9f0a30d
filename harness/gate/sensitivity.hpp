#pragma once

#include "model/baseline.hpp"
#include "model/duet.hpp"
#include "model/host.hpp"
#include "model/verdict.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// What it takes to see a slowdown nine times of ten, by a gate that tolerates half of it and at most 2 %.
struct NeededEffort {
    double slowdown = 0;        ///< fraction
    std::optional<int> runs;    ///< against a baseline of this boot, at one look; absent: more than 200
    std::optional<int> blocks;  ///< of a duet at one look; absent: more than it has

    bool operator==(const NeededEffort&) const = default;
};

/// How small a change of one kind of work can be seen on a host.
struct Sensitivity {
    std::string work;                 ///< the metric that stands for it
    double median_s = 0;              ///< of a run
    double scatter = 0;               ///< robust standard deviation between runs, log scale
    Verdict null = Verdict::not_run;  ///< of the work against itself, side by side
    std::optional<Shift> null_shift;
    std::optional<double> same_boot;   ///< slowdown that a stored baseline catches by default in its own boot
    std::optional<double> other_boot;  ///< and in another
    std::optional<double> duet;        ///< and a duet of as many blocks as it took
    std::vector<NeededEffort> needed;  ///< for 1, 2 and 5 %

    bool operator==(const Sensitivity&) const = default;
};

/// What a gate that has to see `slowdown` tolerates: half of it, and no more than by default.
double tolerated_beside(double slowdown);

/// The fewest runs, of 9, 14, 20, 30, 50, 100 and 200, at which a single look at `metric` would catch
/// `slowdown` against `baseline` in its own boot. Nothing where not even 200 would: τ is what limits it.
/// Throws as `select_reference`. Some 50 ms.
std::optional<int> runs_needed(const Baseline& baseline, const std::string& metric, double slowdown);

/// The same of a duet's blocks, of 10, 14, 20, 30, 45 and 60, by replay of the blocks of `duet`.
std::optional<int> blocks_needed(const DuetRecord& duet, const std::string& metric, double slowdown);

/// What a recording and a duet of the same work with itself say, for each gate of the duet's verdict.
std::vector<Sensitivity> assess_sensitivity(const Baseline& baseline, const DuetRecord& duet);

}  // namespace ratchet
