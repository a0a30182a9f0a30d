#pragma once

#include "gate/judge.hpp"
#include "model/baseline.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// What the judge saw at each look of a session that was replayed without any change of the code. A true
/// slowdown c adds ln(1 + c) to every figure and changes nothing else, so one replay serves all slowdowns.
using ReplayedSession = std::vector<Shift>;

/// How many null sessions, or duets, a replay draws (DESIGN §8, rule 7).
inline constexpr std::size_t replays = 400;

/// The limits between which δ `auto` lies.
inline constexpr double smallest_delta = 0.05;
inline constexpr double largest_delta = 0.15;

/// `replays` null sessions: each is a shift, of τ and of `level_error`, as Student's t spreads it
/// for τ's degrees of freedom, plus values drawn with replacement from the reference's own (their residuals
/// from the sessions' medians, around the mean of those medians), judged at all of the policy's looks. θ and
/// δ of the policy play no part. The same seed gives the same sessions. About 10 ms for 30 baseline values
/// and looks at 9, 14 and 20.
std::vector<ReplayedSession> replay_null_sessions(const Reference& reference, const StatisticalPolicy& policy,
                                                  std::uint64_t seed);

/// δ `auto`: the smallest margin, in steps of 0.1 %, at which 90 % of the null sessions end `unchanged`,
/// clamped to [`smallest_delta`, `largest_delta`].
double must_detect_margin(const std::vector<ReplayedSession>& sessions, double theta);

/// The smallest slowdown, not below δ and in steps of 0.1 %, that 90 % of the sessions, and as many more as
/// the standard error of such a count, would end `regressed` with (rule 8). Nothing when even 100 % is not
/// caught.
std::optional<double> minimum_detectable_regression(const std::vector<ReplayedSession>& sessions,
                                                    double theta, double delta);

/// δ `auto` of one metric of a baseline whose τ are already stored, for judging in the boot of its newest
/// session of several rounds and in any other, and what is caught with it or, where a gate says otherwise,
/// with `written_delta`; seeded from the baseline's plan. Throws as `select_reference`, and `Error(artifact)`
/// when the metric is not defined in the baseline. δ of the policy plays no part.
StoredMargins must_detect_margins(const Baseline& baseline, const std::string& metric,
                                  const StatisticalPolicy& policy, std::optional<double> written_delta = {});

}  // namespace ratchet
