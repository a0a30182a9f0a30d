#pragma once

#include "session/duet_process.hpp"
#include "session/judgement.hpp"
#include "testing/measuring_bench.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace ratchet::testing {

/// A duet with /bin/false as the reference's program.
struct DuetBench : MeasuringBench {
    double reference_level_s = 0.1;
    double current_level_s = 0.1;
    std::optional<int> reference_exit = 0;
    double budget_s = 60;
    std::optional<double> precision;
    bool parallel = false;
    Digests reference_digests;
    std::optional<BuildInfo> reference_build;  ///< absent: as this one

    DuetBench() {
        launcher = FakeLauncher([this](const LaunchRequest& request) {
            const bool reference = request.argv.front() == "/bin/false";
            level_s = reference ? reference_level_s : current_level_s;
            exit_code = reference ? reference_exit : 0;
            return launched();
        });
    }

    ScenarioRecord measure(const std::optional<Baseline>& baseline = {}, bool first_stage = false) {
        const SessionDirectory session = open();
        const MeasurementContext context{surroundings, session, launcher, host, clock, listener};
        Measurement measurement(context, spec, baseline);
        ScenarioRecord record = first_stage ? measurement.measure_and_judge() : measurement.prepare();
        DuetReference reference;
        reference.spec = spec;
        reference.spec.command = {"/bin/false"};
        reference.side.name = "v1.0";
        reference.side.build = reference_build.value_or(spec.build);
        reference.side.digests = reference_digests;
        launcher.requests.clear();
        launcher.launches.clear();
        record = Duet(context, record, reference,
                      {.budget_s = budget_s,
                       .deadline_ns = measurement.deadline_ns(),
                       .precision = precision,
                       .parallel = parallel})
                     .measure();
        const ScenarioRecord stored = *session.read_scenario(spec.name);
        CHECK(stored.verdict == record.verdict);
        CHECK(stored.duet == record.duet);
        ScenarioRecord again = stored;
        if (first_stage) {
            again.verdict =
                judge_record(stored, session.read(), session.read_baseline(spec.name), "").verdict;
        }
        judge_with_duet(again, session.read());
        CHECK(again == stored);
        return record;
    }

    /// A for the reference and B for the current build, in the order of launch.
    [[nodiscard]] std::string order() const {
        std::string result;
        for (const LaunchRequest& request : launcher.requests) {
            result += request.argv.front() == "/bin/false" ? 'A' : 'B';
        }
        return result;
    }
};

}  // namespace ratchet::testing
