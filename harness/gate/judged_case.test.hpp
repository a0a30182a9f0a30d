#pragma once

#include "gate/synthetic.test.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace ratchet::synthetic {

/// A request together with the runs and the baseline that it looks at.
struct Case {
    std::vector<RunRecord> runs;
    std::optional<Baseline> baseline;
    JudgeRequest request;

    explicit Case(double level = 0.1, std::size_t count = 9, double sd = 0.01)
        : runs(synthetic::timed_runs(synthetic::values(count, level, sd))) {
        request.now = synthetic::conditions("after");
        request.calibration = synthetic::calibration();
        baseline = synthetic::baseline();
        request.no_baseline_reason = "no baseline: record one with update-baselines";
    }

    ScenarioJudgement judge() {
        request.runs = runs;
        request.baseline = baseline ? &*baseline : nullptr;
        return judge_scenario(request);
    }
    ScenarioVerdict verdict() { return judge().verdict; }

    void fail_run(std::size_t position, const std::string& message) {
        runs[position].metrics.clear();
        runs[position].failure = Failure{FailureKind::crashed, message};
    }
    void move_host() { request.calibration = synthetic::calibration(1.1e-3); }
};

inline bool has_warning(const ScenarioJudgement& judgement, WarningKind kind, const std::string& subject) {
    return std::any_of(judgement.warnings.begin(), judgement.warnings.end(), [&](const Warning& warning) {
        return warning.kind == kind && warning.subject == subject;
    });
}

}  // namespace ratchet::synthetic
