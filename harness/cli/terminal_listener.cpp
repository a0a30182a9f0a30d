#include "cli/terminal_listener.hpp"

#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "model/change.hpp"
#include "report/ctest_tags.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

namespace ratchet::cli {

TerminalListener::TerminalListener(const Clock& clock)
    : clock_(clock),
      on_terminal_(is_terminal(stderr)),
      style_(style_of(stderr)),
      scenario_started_ns_(clock.now_ns()) {}

void TerminalListener::waiting() {
    if (std::exchange(waiting_told_, true)) {
        return;
    }
    talk("{}ratchet: another ratchet is measuring on this host; taking turns with it\n",
         on_terminal_ ? progress_clear() : "");
}

void TerminalListener::awaiting_quiet(const ScenarioName& scenario) {
    if (on_terminal_) {
        redraw(step(scenario, "the host is busy, waiting"));
    }
}

void TerminalListener::counting_instructions(const ScenarioName& scenario) {
    if (on_terminal_) {
        redraw(step(scenario, "counting instructions"));
    }
}

void TerminalListener::profiling(const ScenarioName& scenario) {
    if (on_terminal_) {
        redraw(step(scenario, "profiling"));
    }
}

void TerminalListener::run_finished(const ScenarioName& scenario, const RunRecord& run, int done,
                                    int planned) {
    if (run.failure) {
        talk("{}ratchet: {} run {}: {}\n", on_terminal_ ? progress_clear() : "", scenario.full(), run.index,
             without_ctest_tags(printable(run.failure->message)));
    }
    if (on_terminal_) {
        redraw(step(scenario, fmt::format("run {} of {}", done, planned)));
    }
}

void TerminalListener::block_finished(const ScenarioName& scenario, int done, int planned,
                                      const std::optional<Shift>& change, bool higher_is_better) {
    if (on_terminal_) {
        redraw(step(scenario, fmt::format("block {} of {}{}", done, planned,
                                          change ? ", " + format_change(*change, higher_is_better) : "")));
    }
}

void TerminalListener::scenario_finished(const ScenarioName& scenario, const std::string& result) {
    const std::int64_t now = clock_.now_ns();
    const ProgressStep done = step(scenario, result);
    finished_s_.push_back(static_cast<double>(now - scenario_started_ns_) * 1e-9);
    scenario_started_ns_ = now;
    talk("{}{}\n", on_terminal_ ? progress_clear() : "", progress_line(done, style_));
}

ProgressStep TerminalListener::step(const ScenarioName& scenario, const std::string& result) const {
    const int finished = static_cast<int>(finished_s_.size());
    const int remaining = std::max(0, count_ - finished);
    return {.index = finished + 1,
            .count = count_,
            .name = scenario.full(),
            .result = result,
            .time_left_s = estimate_time_left_s(finished_s_, static_cast<std::size_t>(remaining))};
}

void TerminalListener::redraw(const ProgressStep& step) {
    talk("{}", progress_redraw(step, style_));
    std::fflush(stderr);
}

}  // namespace ratchet::cli
