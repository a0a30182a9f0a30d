#pragma once

#include "model/bisection.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace ratchet {

/// Where the next measurement says most: the untried commit nearest to the middle between the last good one
/// before the first bad one and that; of two equally near the earlier. Nothing when all between them have
/// been tried. `states`: oldest first, the first good and the last bad; a good one after a bad one counts as
/// nothing, since one change is looked for.
std::optional<std::size_t> next_to_try(const std::vector<CommitState>& states);

/// The commits among which the first bad one is: behind the last good one up to the first bad one, as
/// positions, both included. One and the same: it is found.
std::pair<std::size_t, std::size_t> suspects(const std::vector<CommitState>& states);

/// The same of a record, oldest first; none where its ends did not differ.
std::vector<BisectedCommit> suspects_of(const BisectionRecord& bisection);

/// What a commit's bounds against the good end say: beyond `threshold` (a slowdown, fraction) it is bad,
/// below good, and undecided where they hold it.
CommitState state_of(const Shift& shift, double threshold);

/// How many duets a search among `commits` between its ends may take in all, that of the ends included: twice
/// as many as halving takes. Their errors add up to 0.01 at most, so that a commit is named wrongly in one
/// search of a hundred.
struct DuetAllowance {
    int duets = 0;
    double alpha = 0;  ///< one-sided, of each
};
DuetAllowance allowance_for(std::size_t commits);

/// How many measurements a bisection of so many commits between its ends may take, where every one decides.
int steps_for(std::size_t commits);

}  // namespace ratchet
