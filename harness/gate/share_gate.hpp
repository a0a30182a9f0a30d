#pragma once

#include "gate/gate_judgement.hpp"
#include "gate/gate_language.hpp"
#include "model/profile_record.hpp"

#include <string>
#include <vector>

// Gates on the share of samples that have a function of some name in their stack. Samples are events that
// either have one or have not, so a share has bounds whatever the number of runs; each sample is taken for
// independent of the others.

namespace ratchet {

/// The regular expressions of the shares that gates, as a scenario has them, are on: each once, in the order
/// written. They have to be looked up in a profile, which is taken before anything is judged.
std::vector<std::string> wanted_shares(const std::vector<std::string>& texts);

/// Judges a limit on a share: `regressed` where both its bounds break the limit, `unchanged` where both keep
/// it, else `inconclusive`, with the number of samples that would decide. The bounds are Wilson's at the
/// one-sided level alpha = 0.01, as other budgets' are, with one look. Samples that were lost, or whose
/// stacks are cut off or begin in the middle, might all have had such a function or none: the upper bound
/// takes the one, the lower bound the other. What callgrind counted has no sampling error.
///
/// `failed` where there is no profile (null: nobody asked for one), no sample in it, or where this share was
/// not looked up: nothing that was measured is no pass. Values are in percent.
GateJudgement judge_share_budget(const Budget& budget, const ProfileRecord* profile);

}  // namespace ratchet
