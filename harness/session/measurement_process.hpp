#pragma once

#include "base/clock.hpp"
#include "gate/scenario_verdict.hpp"
#include "measure/launcher.hpp"
#include "measure/run_process.hpp"
#include "model/baseline.hpp"
#include "model/session.hpp"
#include "session/measuring_host_linux.hpp"
#include "session/quiet_moments_process.hpp"
#include "session/session_store_disk.hpp"
#include "session/surroundings_linux.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Told how a measurement goes on, so that a person can follow it.
class MeasurementListener {
  public:
    virtual ~MeasurementListener() = default;
    /// Another harness is measuring on this host; this one waits for its turn.
    virtual void waiting() = 0;
    /// The host is slower than it can be; the next run of the scenario waits for a quiet moment.
    virtual void awaiting_quiet(const ScenarioName& scenario) = 0;
    /// `done` of at present `planned` runs of the scenario are done.
    virtual void run_finished(const ScenarioName& scenario, const RunRecord& run, int done, int planned) = 0;
    /// A run of the scenario that counts its instructions begins; it may take much longer than a timed one.
    virtual void counting_instructions(const ScenarioName& scenario) = 0;
    /// Runs of the scenario that are profiled begin; none of them is judged.
    virtual void profiling(const ScenarioName& scenario) = 0;
    /// `done` of at present `planned` blocks of the scenario's duet are done; `change` is that of the first
    /// gate that blocks decide, so far; absent without bounds.
    virtual void block_finished(const ScenarioName& scenario, int done, int planned,
                                const std::optional<Shift>& change, bool higher_is_better) = 0;
};

struct CountingRequest;

/// What every measurement of a session shares.
struct MeasurementContext {
    const Surroundings& surroundings;
    SessionDirectory session;
    Launcher& launcher;
    MeasuringHost& host;
    const Clock& clock;
    MeasurementListener& listener;
};

/// One scenario being measured into a session. Its record on disk is whole at every moment: begun before the
/// first run, each run added as it ends.
class Measurement {
  public:
    /// Reads the digests; measures nothing yet.
    Measurement(const MeasurementContext& context, const ScenarioSpec& spec,
                std::optional<Baseline> baseline);

    /// Counts instructions and takes the profile first where a gate asks for them, then measures run by run
    /// up to the looks that the judge asks for, profiles runs of their own, and records the verdict. A build
    /// that must not be measured is refused instead.
    const ScenarioRecord& measure_and_judge();

    /// All that comes before the first run of a scenario that only a duet is to judge. The record has a
    /// verdict where there is nothing to go on with: the build must not be measured, or the program fails.
    const ScenarioRecord& prepare();

    /// Measures `runs` more runs as round `round` (from 1, in order), and records how they compare so far.
    /// Each of the first three rounds counts instructions once where a gate asks for them. The one that
    /// `is_profiled`, which is the last so that no timed run comes after it, is followed by the profile. Each
    /// round has the scenario's whole time-out. Throws `Error(usage)` for a build that must not be measured.
    const ScenarioRecord& measure_round(int round, int runs, bool is_profiled = false);

    /// When measuring must have ended, by the context's clock.
    [[nodiscard]] std::int64_t deadline_ns() const { return deadline_ns_; }

  private:
    enum class PlanSource { baseline_as_it_is, baseline_if_it_fits };

    void begin(PlanSource source);
    void keep_baseline();
    void start_deadline();
    void choose_plan(PlanSource source);
    std::optional<Plan> explore_plan();
    void note_stale_binary();
    void warm_up();
    void share_one_cpu(const RunRecord& seen);
    [[nodiscard]] bool counts_instructions() const;
    [[nodiscard]] CountingRequest counting();
    void take_profile();
    void measure(const std::vector<int>& looks, int round, bool judged);
    RunRecord run_once(int index, int round);
    void add(const MeasuredRun& measured);
    void add_missing_run(int round);
    void conclude();
    [[nodiscard]] ScenarioJudgement judge() const;
    [[nodiscard]] FileLock take_turn();
    void warn(const std::vector<Warning>& warnings);

    MeasurementContext context_;
    std::optional<Baseline> baseline_;
    std::vector<int> cpus_;
    QuietMoments quiet_;
    ScenarioRecord record_;
    std::vector<Warning> launch_warnings_;  ///< as opposed to those that follow from the runs seen together
    std::int64_t deadline_ns_ = 0;
};

}  // namespace ratchet
