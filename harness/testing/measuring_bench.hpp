#pragma once

#include "baseline/recording.hpp"
#include "catch.hpp"
#include "session/measurement_process.hpp"
#include "testing/fake_clock.hpp"
#include "testing/fake_launcher.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace ratchet::testing {

class CheckingListener : public MeasurementListener {
  public:
    void waiting() override {}
    void awaiting_quiet(const ScenarioName&) override { ++waits_for_quiet; }
    void counting_instructions(const ScenarioName&) override { ++counts; }
    void profiling(const ScenarioName&) override {
        ++profiles;
        runs_before_profile = planned.size();
    }
    void run_finished(const ScenarioName&, const RunRecord& run, int done, int planned) override {
        CHECK(run.index == done);
        this->planned.push_back(planned);
    }
    void block_finished(const ScenarioName&, int done, int planned, const std::optional<Shift>& change,
                        bool) override {
        CHECK(done <= planned);
        blocks = done;
        change_so_far = change;
    }
    std::vector<int> planned;  ///< runs, as told after each of them
    int waits_for_quiet = 0;
    int counts = 0;
    int profiles = 0;
    std::size_t runs_before_profile = 0;
    int blocks = 0;
    std::optional<Shift> change_so_far;
};

/// A host of which the test says how fast it is; a calibration takes 20 ms of the test's clock.
class FakeHost : public MeasuringHost {
  public:
    FakeHost(FakeClock& clock, std::filesystem::path lock) : clock_(clock), lock_(std::move(lock)) {}

    std::map<std::string, double> calibrate(std::optional<int> cpu) override {
        ++calibrations;
        clock_.advance(20'000'000);
        const bool is_busy = clock_.now_ns() < busy_until_ns || (cpu && cpu == busy_cpu);
        const double value = is_busy ? 1.5 : 1;
        return {{"arithmetic", value}, {"branches", value}, {"memory", value}};
    }
    FileLock take_turn(const std::function<void()>& on_wait) override {
        clock_.advance(turn_wait_ns);
        return queue_for_lock(lock_.string(), on_wait);
    }
    std::vector<int> cpus() override { return {0, 1}; }
    bool counts_instructions() override { return has_counter; }
    std::optional<int> busy_cpu;  ///< for good
    std::int64_t busy_until_ns = 0;
    std::int64_t turn_wait_ns = 0;  ///< for other harnesses, each time
    bool has_counter = false;
    int calibrations = 0;

  private:
    FakeClock& clock_;
    std::filesystem::path lock_;
};

/// A command whose every launch takes the time that the test says, on a clock that moves with it.
struct MeasuringBench {
    TemporaryDirectory directory;
    FakeClock clock;
    double level_s = 0.1;
    double scatter = 0.001;  ///< log scale
    double busy_cpus = 1;
    FakeLauncher launcher{[this](const LaunchRequest&) { return launched(); }};
    FakeHost host{clock, directory.path() / "lock"};
    CheckingListener listener;
    Surroundings surroundings;
    ScenarioSpec spec;
    std::optional<int> exit_code = 0;
    Calibration calibration;  ///< of the session's beginning

    MeasuringBench() {
        surroundings.project.source_directory = directory.path();
        surroundings.project.binary_directory = directory.path();
        surroundings.host.boot_id = "boot";
        surroundings.host_class = "class";
        spec.name = {"group", "name"};
        spec.kind = ScenarioKind::command;
        spec.command = {"/bin/true"};
        spec.working_directory = directory.path();
        spec.baseline_directory = directory.path() / "baselines";
        spec.suites = {"group"};
        spec.build.optimised = true;
        spec.profiler = "none";  // nothing is launched that could be profiled
    }

    /// One that is found in the PATH: what it counts the launcher says.
    void install_valgrind() {
        const std::filesystem::path valgrind = directory.path() / "valgrind";
        std::ofstream(valgrind) << "#!/bin/sh\n";
        std::filesystem::permissions(valgrind, std::filesystem::perms::owner_all);
        surroundings.environment["PATH"] = directory.path();
    }

    LaunchResult launched() {
        static constexpr std::array scores{-1.2, 0.6, -0.3, 1.1, 0.2, -0.7, 0.9, -0.1, 0.4, -0.9};
        LaunchResult result;
        result.exit_code = exit_code;
        result.process_time_s =
            level_s * std::exp(scatter * scores.at(launcher.requests.size() % scores.size()));
        result.user_time_s = busy_cpus * result.process_time_s;
        clock.advance(static_cast<std::int64_t>(result.process_time_s * 1e9));
        return result;
    }

    SessionDirectory open() {
        SessionRecord draft;
        draft.owner = {1, 2, "boot"};
        draft.started_at = "2026-03-24T14:32:10Z";
        draft.mode = "gate";
        draft.host = surroundings.host;
        draft.host_class = surroundings.host_class;
        draft.calibration = calibration;
        return SessionStore(directory.path() / "perf").open(draft);
    }

    ScenarioRecord judged(const std::optional<Baseline>& baseline = {}) {
        return judged_in(open(), baseline);
    }

    ScenarioRecord judged_in(const SessionDirectory& session, const std::optional<Baseline>& baseline) {
        Measurement measurement({surroundings, session, launcher, host, clock, listener}, spec, baseline);
        ScenarioRecord record = measurement.measure_and_judge();
        CHECK(session.read_scenario(spec.name)->verdict == record.verdict);
        return record;
    }

    /// Three rounds of ten runs.
    Baseline recorded() {
        const SessionDirectory session = open();
        Measurement measurement({surroundings, session, launcher, host, clock, listener}, spec, {});
        ScenarioRecord record;
        for (int round = 1; round <= 3; ++round) {
            record = measurement.measure_round(round, 10);
        }
        CHECK(record.runs.size() == 30);
        CHECK(record.runs.back().round == 3);
        return record_baselines(session.read(), {record}, "").front();
    }

    /// Of all launches but the first ones.
    [[nodiscard]] std::set<std::vector<int>> cpus_launched_on(std::size_t but_first) const {
        std::set<std::vector<int>> cpus;
        for (std::size_t launch = but_first; launch < launcher.requests.size(); ++launch) {
            cpus.insert(launcher.requests[launch].cpus);
        }
        return cpus;
    }

    std::size_t launches_of(const std::function<void()>& measure) {
        const std::size_t before = launcher.requests.size();
        measure();
        return launcher.requests.size() - before;
    }
};

}  // namespace ratchet::testing
