#pragma once

#include "statistics/random.hpp"

#include <cstddef>
#include <vector>

namespace ratchet::testing {

/// Scatter of runs inside one session, log scale: normal noise, of which a part drifts (AR(1)), and now and
/// then a slow outlier, because delays only ever add.
struct NoiseModel {
    double run_sd = 0.01;         ///< of noise and drift together, once the drift has settled; it starts at 0
    double drift_share = 0.2;     ///< sd of the settled drift, in `run_sd`
    double drift_memory = 0.7;    ///< correlation of the drift from run to run
    double outlier_share = 0.06;  ///< probability that a run is an outlier
    double outlier_excess_sd = 2;  ///< mean of an outlier's exponential excess, in `run_sd`
};

/// The runs of one session.
class SyntheticSession {
  public:
    /// `random` is shared with the caller and must outlive the session.
    SyntheticSession(const NoiseModel& noise, statistics::Random& random) : noise_(noise), random_(random) {}

    /// The next `count` runs around `level`; the drift goes on where it was.
    std::vector<double> take(std::size_t count, double level);

  private:
    double next(double level);

    NoiseModel noise_;
    statistics::Random& random_;
    double drift_ = 0;
};

/// The block differences of a duet on such a host: runs of both sides in the order of `blocks` blocks, those
/// of the current one slower by `slowdown` (fraction).
std::vector<double> simulated_duet(int blocks, double slowdown, const NoiseModel& noise,
                                   statistics::Random& random);

/// Awkward values for cross-checks of estimators: by turns normal, with ties, with outliers, far from zero,
/// of large and of small magnitude. n from `smallest` to 40, often tiny.
std::vector<double> awkward_values(statistics::Random& random, std::size_t smallest);

}  // namespace ratchet::testing
