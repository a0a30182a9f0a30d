#pragma once

#include "model/session.hpp"
#include "model/verdict.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace ratchet {

/// What RATCHET_MODE asks for.
enum class Mode {
    report,  ///< nothing but a failed measurement fails
    gate,    ///< a regression fails too; what could not be judged is skipped
    strict,  ///< what could not be judged fails as well
};

/// "report", "gate" or "strict"; `Error(usage)` for anything else.
Mode parse_mode(std::string_view text);

/// How a scenario, suite or session ends; `cli/exit_code.hpp` maps each to an exit code.
enum class Outcome { ok, regressed, failed, not_judged, not_judged_strict };

/// The mean shift of the members' wall time (DESIGN §8, rule 8): members that are not advisory and that a
/// look was taken at, each weighing the same, tau taken as shared by all of them (the host that moves one
/// moves the others; a duet's shift has none), one look at 0.01, default margins. Members that lie further
/// apart than that explains make the mean as uncertain as their spread does. Host control holds for it as for
/// its members: what would be `regressed` or `improved` is `inconclusive` when the host moved in the session
/// of a member, and `regressed` when every member ran the same code. Nothing for fewer than two such members:
/// one has its own verdict.
std::optional<GeometricMean> geometric_mean(const std::vector<ScenarioVerdict>& members);

/// The shift that ten or more members have in common, by wall time: their median shift where it is beyond 1 %
/// and at most a tenth of them moved the other way. One cause explains it better than as many regressions do:
/// the host, the compiler, a library. It changes no verdict.
std::optional<double> common_shift(const std::vector<ScenarioVerdict>& members);

/// The worst verdict of the members, advisory ones left out unless they failed, and of a geometric mean that
/// regressed. `not_run` where nothing else is left.
Verdict suite_verdict(const std::vector<ScenarioVerdict>& members, const std::optional<GeometricMean>& mean);

/// A failed scenario is `failed` in every mode; in `report` so is one that was not measured, and all others
/// are `ok`. An advisory one is `ok` as long as it was measured.
Outcome scenario_outcome(const ScenarioVerdict& scenario, Mode mode);

/// `failed` if a member failed, else `regressed` if a member or the mean did, else in strict mode
/// `not_judged_strict` if a member was not judged, else `not_judged` if none was, else `ok`; in report mode
/// `failed` if a member failed or none was measured, else `ok`. A suite without members is not judged;
/// advisory members count only where there are no others; `complete` says that no member is missing, which
/// strict mode asks for.
Outcome suite_outcome(const std::vector<ScenarioVerdict>& members, const std::optional<GeometricMean>& mean,
                      Mode mode, bool complete = true);

/// The outcome of reporting on a session: `failed` if every scenario that was tried failed, `not_judged` (or
/// the strict one) if none was judged, else `ok`; in report mode `failed` if none was measured, else `ok`.
/// Regressions are told by the scenarios and suites.
Outcome session_outcome(const std::vector<ScenarioVerdict>& scenarios, Mode mode);

}  // namespace ratchet
