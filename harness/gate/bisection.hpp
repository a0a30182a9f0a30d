#pragma once

#include "model/bisection.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// A search for the commit that made a scenario slower. Every commit that is measured runs in turns with the
// good end; the ends themselves come first, and say how large the change is.
//
// One change is looked for, so that a commit is as fast as one end or the other, but for what others change
// beside it. It is bad when its bounds lie beyond a quarter of the change, and good when they lie below three
// quarters: two tests that overlap, of which each protects the commits near one end. A test at the half alone
// would protect what no history has, a commit right in the middle, at three times as many blocks.

namespace ratchet {

/// The next duet of a search.
struct BisectionStep {
    std::size_t commit = 0;           ///< position among the record's; it runs in turns with the first
    std::string gate;                 ///< whose rules end the duet
    std::optional<double> precision;  ///< `DuetPlan::precision`

    bool operator==(const BisectionStep&) const = default;
};

/// What says most next; nothing where all is known, or no duet is left. The ends come first, by `gate`, the
/// scenario's own on the record's metric, and to within half of the change that they show; then untried
/// commits by `next_to_try`; then, while duets are left, what was undecided is measured once more.
std::optional<BisectionStep> next_step(const BisectionRecord& bisection, const std::string& gate);

/// Notes the duet of a step: its verdict, and the change that all of its blocks show (absent: too few for
/// bounds). A second duet of a commit adds to the first: the bounds of both hold. Of the ends `regressed`,
/// by all their duets, fixes the threshold unless it `is_known_roughly`; any other commit is what `state_of`
/// says.
void note_duet(BisectionRecord& bisection, const BisectionStep& step, Verdict verdict,
               const std::optional<Shift>& shift);

/// Duets that the search has taken.
int duets_taken(const BisectionRecord& bisection);

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

/// What a commit's bounds against the good end say, where `threshold` is half of the change (a slowdown,
/// fraction; on the log scale): beyond a quarter it is bad, below three quarters good. Bounds that are both
/// lie in between, and the nearer end tells; bounds that are neither leave it undecided.
CommitState state_of(const Shift& shift, double threshold);

/// Whether of a slowdown hardly anything is certain: it is one, and perhaps by less than a quarter of what it
/// seems. The quarter that makes a commit bad may then be as large as all of it.
bool is_known_roughly(const Shift& change);

/// How many duets a search among `commits` between its ends may take in all, that of the ends included: one
/// more than halving takes, or half as many again as the logarithm (base 2) of all commits: 7 of 32. Their
/// errors add up to 0.01 at most: so often may a search call a commit bad that is within a quarter of the
/// change from the good end, or good that is within a quarter from the bad one.
struct DuetAllowance {
    int duets = 0;
    double alpha = 0;  ///< one-sided, of each
};
DuetAllowance allowance_for(std::size_t commits);

/// How many measurements a bisection of so many commits between its ends may take, where every one decides.
int steps_for(std::size_t commits);

}  // namespace ratchet
