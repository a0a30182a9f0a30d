#pragma once

#include "base/clock.hpp"
#include "report/ci_services.hpp"
#include "report/session_report.hpp"
#include "session/measurement_process.hpp"
#include "session/session_store_disk.hpp"
#include "session/surroundings_linux.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Opens a session for `owner` after ending those whose owners are gone, and takes the first calibration
/// values unless every scenario of the project will be refused.
SessionDirectory begin_session(const SessionStore& store, const Surroundings& surroundings,
                               const SessionOwner& owner, const std::string& label, MeasuringHost& host,
                               MeasurementListener& listener);

/// Everything that the session's reports show, read from its files. `commands`: what records a missing
/// baseline. Suites without a member in the session are left out.
SessionReport gather_report(const SessionDirectory& session, const std::vector<SuiteSpec>& suites,
                            const AdvisedCommands& commands);

/// The suites as the session itself knows them, wherever it was measured: members that ran, from their
/// records, and what did not run, from its `suite.json`.
std::vector<SuiteSpec> recorded_suites(const SessionDirectory& session);

/// Draws the plots of every suite that has a member in the report, writes its `suites/*/suite.json`,
/// `report.md`, `perf-junit.xml` (with paths as the CI service wants them) and `metrics.txt`. Returns the
/// report with what became of the plots. They are drawn in a turn of this harness, for no other on this host
/// may measure meanwhile.
SessionReport write_reports(const SessionDirectory& session, SessionReport report, const CiServices& services,
                            MeasuringHost& host, MeasurementListener& listener);

/// The end of the session, its reports, and the removal of sessions beyond the number to keep. Gives what the
/// reports show. A session in which nothing was begun is removed without a report, and nothing is given.
std::optional<SessionReport> finish_session(const SessionStore& store, const SessionDirectory& session,
                                            const Surroundings& surroundings, const AdvisedCommands& commands,
                                            MeasuringHost& host, MeasurementListener& listener);

}  // namespace ratchet
