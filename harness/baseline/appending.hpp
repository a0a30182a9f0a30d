#pragma once

#include "model/baseline.hpp"
#include "model/scenario.hpp"
#include "model/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// A scenario as another session, of the same host class, measured it before.
struct MeasuredBefore {
    SessionRecord session;
    ScenarioRecord scenario;
};

/// One scenario of the project: what is accepted, and what a session measured of it.
struct AppendRequest {
    ScenarioName scenario;
    std::vector<std::string> gates;          ///< as written; empty: the default ones
    std::optional<Baseline> accepted;        ///< absent: nothing to append to
    std::optional<ScenarioRecord> measured;  ///< absent: the session did not measure it
    std::optional<MeasuredBefore> before;    ///< where an improvement may have been seen too
};

/// A session that was measured but does not join a baseline.
struct LeftOut {
    ScenarioName scenario;
    std::string why;  ///< what stands against it and, where there is something, what to do instead

    bool operator==(const LeftOut&) const = default;
};

struct AppendedBaselines {
    std::vector<Baseline> baselines;  ///< those that are to be written, in the order given
    std::vector<std::string> grown;   ///< full names of those that the session joined or moved; the others
                                      ///< have a new τ
    std::vector<std::string> moved;   ///< of these, those whose level was moved by a confirmed improvement
    std::vector<LeftOut> left_out;    ///< in the order given
};

/// Sessions that a baseline holds at most: the first, by which the level was accepted, and the newest others.
inline constexpr std::size_t most_sessions = 12;

/// Appends a session to the baselines of one host class, as one more observation of levels that stay
/// accepted. Then pools τ between boots over all of them, and finds δ anew wherever it changed: every night
/// on another boot says more about what the gate can believe.
///
/// What may be the code's doing is not taken for the host's: a scenario is left out where it moved
/// (`regressed` or `improved`), and by other code than the accepted one where it moved by over 2 % undecided
/// or lies beyond δ from the epoch. So is one that cannot be compared, failed, has fewer runs than the first
/// look, lacks a metric that is judged or the count of instructions that a gate asks for, or holds this
/// session already.
///
/// An improvement becomes the new level once it is confirmed, in every metric that improved: by a duet with
/// the build that the level was recorded with, or by another session at the same level, which then joins the
/// new baseline too; not where the duet decided otherwise.
/// One lucky session alone moves nothing, or every later one would seem slower.
AppendedBaselines append_session(const SessionRecord& session, const std::vector<AppendRequest>& requests);

}  // namespace ratchet
