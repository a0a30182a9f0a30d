#pragma once

#include "base/clock.hpp"
#include "model/calibration.hpp"
#include "session/measuring_host_linux.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace ratchet {

/// Finds moments to run in, by calibrations on the CPU of the run before, or on one that the next is to have:
/// what disturbs that one disturbs no other.
class QuietMoments {
  public:
    /// Both must outlive this.
    QuietMoments(MeasuringHost& host, const Clock& clock) : host_(host), clock_(clock) {}

    /// Adds to what tells how fast this host can be.
    void learn(const Calibration& values);
    /// From now on at most so long may be waited in all.
    void set_patience(std::int64_t ns) { patience_ns_ = ns; }
    /// How long `await` has waited so far, in all.
    [[nodiscard]] std::int64_t waited_ns() const { return waited_ns_; }
    /// Where the last run was, unless `await` has chosen that.
    void ran_on(std::optional<int> cpu) { last_cpu_ = choices_.empty() ? cpu : last_cpu_; }
    /// From now on `await` also finds the CPU for what comes next: the one it found last, or another of these
    /// that is quiet.
    void choose_among(std::vector<int> cpus) { choices_ = std::move(cpus); }
    /// What `await` found last, quiet or not. Nothing where it has no choice.
    [[nodiscard]] std::optional<int> chosen() const { return choices_.empty() ? std::nullopt : last_cpu_; }

    /// Waits for a quiet moment, or until patience ends: a host that is never quiet is measured as it is.
    /// What was seen beside the last run is not looked at again where it was just now. Returns how many other
    /// moments passed before it, and calls `on_wait` at the first. Throws `Error(measurement)` when
    /// interrupted.
    int await(const std::function<void()>& on_wait);

    /// One value of each kernel beside a run, learnt too.
    Calibration calibrate();

  private:
    [[nodiscard]] bool is_still_quiet() const;
    void try_another_cpu();

    MeasuringHost& host_;
    const Clock& clock_;
    Calibration known_;
    std::optional<int> last_cpu_;
    std::vector<int> choices_;
    std::int64_t patience_ns_ = 0;
    std::int64_t waited_ns_ = 0;
    std::optional<std::int64_t> quiet_beside_run_ns_;  ///< when the host was so, after the last run
};

}  // namespace ratchet
