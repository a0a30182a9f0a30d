#pragma once

#include "statistics/random.hpp"

#include <string>
#include <vector>

namespace ratchet::testing {

/// A host whose noise is known. All figures are standard deviations on the log scale. A run is a process of
/// `iterations_per_run` timed iterations, whose median is its value.
struct HostModel {
    std::string name;
    bool virtualised = false;
    double level_sd = 0;          ///< τ: what moves slowly, by 0.3 τ over four runs
    double process_sd = 0;        ///< from run to run: layout, caches, the kernel's choices
    double iteration_sd = 0;      ///< within a run; each follows the one before by a half
    double outlier_share = 0.05;  ///< of runs and of iterations: delays, which only ever add
};

inline constexpr int iterations_per_run = 30;

/// A quiet machine, a virtual one, and a virtual one that shares its host with others.
std::vector<HostModel> modelled_hosts();

/// A stretch of time on a host, in which processes run one after another.
class SimulatedStretch {
  public:
    /// `random` is shared with the caller and must outlive the stretch.
    SimulatedStretch(const HostModel& host, statistics::Random& random);

    /// The times of the next run's iterations, log scale, around `level`.
    std::vector<double> run(double level);

    /// The value of the next run.
    double value(double level);
    std::vector<double> values(int count, double level);

    /// Lets so many runs' worth of time go by.
    void pass(int runs);

    /// Goes on where another stretch of the same host is.
    void continue_from(const SimulatedStretch& other) { host_level_ = other.host_level_; }

  private:
    double delay(double sd);

    HostModel host_;
    statistics::Random& random_;
    double host_level_;
};

}  // namespace ratchet::testing
