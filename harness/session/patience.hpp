#pragma once

#include <vector>

namespace ratchet {

/// The share of a scenario's TIMEOUT that is its own to wait for quiet moments of the host with: 10 s of the
/// default 600.
inline constexpr double own_patience_share = 1.0 / 60;

/// How long, in seconds, a scenario with this TIMEOUT may wait for quiet moments in all, after others of its
/// session waited as long as `waited_s` says, one value each: its own share, what the others left of theirs,
/// and two shares more that are the session's; never less than its own, and at most a tenth of the TIMEOUT.
///
/// So one scenario of a session waits out what a neighbour does to a host, which was seen to last 5 to 30 s,
/// and those after it need not; on a host that is never quiet each waits for its own share alone. Of the
/// others' shares those of this TIMEOUT are reckoned with.
double patience_s(double timeout_s, const std::vector<double>& waited_s);

}  // namespace ratchet
