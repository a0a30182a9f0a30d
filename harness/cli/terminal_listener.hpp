#pragma once

#include "report/progress.hpp"
#include "report/table.hpp"
#include "session/measurement_process.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ratchet::cli {

/// Shows on standard error how far a measurement is: one line redrawn on a terminal, else one line for each
/// scenario.
class TerminalListener : public MeasurementListener {
  public:
    explicit TerminalListener(const Clock& clock);

    /// How many scenarios will be measured in all, over all rounds; 1 until it is said.
    void expect(int scenarios) { count_ = scenarios; }

    void waiting() override;
    void awaiting_quiet(const ScenarioName& scenario) override;
    void counting_instructions(const ScenarioName& scenario) override;
    void profiling(const ScenarioName& scenario) override;
    void run_finished(const ScenarioName& scenario, const RunRecord& run, int done, int planned) override;

    void block_finished(const ScenarioName& scenario, int done, int planned,
                        const std::optional<Shift>& change, bool higher_is_better) override;

    /// The scenario is done; `result` is what it came to, "12.3 ms" or a verdict.
    void scenario_finished(const ScenarioName& scenario, const std::string& result);

  private:
    [[nodiscard]] ProgressStep step(const ScenarioName& scenario, const std::string& result) const;
    void redraw(const ProgressStep& step);

    const Clock& clock_;
    int count_ = 1;
    bool on_terminal_;
    bool waiting_told_ = false;
    TextStyle style_;
    std::int64_t scenario_started_ns_;
    std::vector<double> finished_s_;
};

}  // namespace ratchet::cli
