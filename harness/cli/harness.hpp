#pragma once

#include "base/monotonic_clock_linux.hpp"
#include "cli/exit_code.hpp"
#include "cli/project.hpp"
#include "cli/terminal_listener.hpp"
#include "measure/process_launcher_process.hpp"
#include "session/lifecycle_process.hpp"
#include "session/measuring_host_linux.hpp"
#include "session/session_store_disk.hpp"
#include "session/surroundings_linux.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ratchet::cli {

/// What every verb that measures needs, made once.
class Harness {
  public:
    explicit Harness(ProjectRegistry project);

    [[nodiscard]] const Surroundings& surroundings() const { return surroundings_; }
    [[nodiscard]] const ProjectRegistry& project() const { return surroundings_.project; }
    [[nodiscard]] const SessionStore& store() const { return store_; }
    [[nodiscard]] const Clock& clock() const { return clock_; }
    [[nodiscard]] AdvisedCommands commands() const { return advised_commands(project()); }
    TerminalListener& listener() { return listener_; }

    SessionDirectory begin(const SessionOwner& owner, const std::string& label = {});
    MeasurementContext measuring(const SessionDirectory& session);
    /// When a duet that a person started ends at the latest. TIMEOUT is CTest's; here a person said how long.
    [[nodiscard]] std::int64_t duet_deadline_ns(double budget_s, const ScenarioSpec& spec) const;
    /// Ends the session and writes its reports; says on standard error what became of the plots. Where GitHub
    /// Actions runs this, appends the report to the step's summary.
    void finish(const SessionDirectory& session);
    /// Where GitHub Actions runs this: annotations on stderr of what needs attention.
    void annotate(const SessionReport& report) const;
    /// Prints what was measured, as a table or as `suite.json` does, and annotates; gives how it ended.
    [[nodiscard]] ExitCode show(const SessionDirectory& session, const SuiteSpec& selection, bool json) const;
    [[nodiscard]] SessionReport report(const SessionDirectory& session) const;

  private:
    Surroundings surroundings_;
    SessionStore store_;
    MonotonicClock clock_;
    ProcessLauncher launcher_;
    std::unique_ptr<MeasuringHost> host_;
    TerminalListener listener_;
};

/// What the program measures on: each one that is linked from these files says so itself.
std::unique_ptr<MeasuringHost> make_host(const Clock& clock);

/// Says on standard error what there is to warn of about the suites' plots, each once.
void tell_of_plots(const SessionReport& report);

}  // namespace ratchet::cli
