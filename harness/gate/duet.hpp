#pragma once

#include "gate/gate_judgement.hpp"
#include "gate/judge.hpp"
#include "gate/metric_series.hpp"
#include "gate/replay.hpp"
#include "statistics/signed_rank.hpp"

#include <cstdint>
#include <optional>
#include <vector>

// Reference and current build run side by side, in blocks of reference, current, current, reference and the
// mirror image by turns (DESIGN §8, "Duet"): a drift of the host, constant within a block or linear, falls
// out of a block's difference, so that nothing between sessions is left to doubt.

namespace ratchet {

/// A duet is no longer than its bounds are exact.
inline constexpr int most_duet_blocks = static_cast<int>(statistics::most_signed_ranks);

/// Blocks at each look (cumulative, ascending): 10, 14, 20, 30, 45, 60. The level `alpha` is shared by the
/// looks; where 10 blocks cannot reach a sixth of it, as they can for 0.01, the first look is at the fewest
/// that can.
std::vector<int> duet_looks(double alpha = StatisticalPolicy{}.alpha);

/// What each whole block says: `(x_B1 + x_B2 - x_A1 - x_A2) / 2` of its values on the log scale where up is
/// worse. Both series are in the order of launch, two values a block; a block that is not whole yet is left
/// out.
std::vector<double> block_differences(const std::vector<double>& reference_logs,
                                      const std::vector<double>& current_logs);

/// The change that so many blocks show: the Hodges–Lehmann estimate of their differences with exact
/// signed-rank bounds, each at the one-sided level `1 - alpha / looks`. Nothing where there are too few
/// blocks for bounds (fewer than 7 for 0.01 and one look, than 10 for six). At most 60 blocks.
std::optional<Shift> estimate_duet(const std::vector<double>& differences, double alpha, int looks);

/// The fewest blocks for which `estimate_duet` has bounds, whatever they show; more than `most_duet_blocks`
/// where none have. Throws `Error(usage)` unless 0 < alpha / looks.
int least_blocks_for_bounds(double alpha, int looks);

struct DuetJudgement {
    Verdict verdict = Verdict::inconclusive;
    bool needs_more_blocks = false;  ///< undecided and a later look exists: measure on
    int looks_taken = 0;
    int blocks = 0;              ///< that the last look used; without a look all there are
    std::optional<Shift> shift;  ///< of these blocks; absent: too few for bounds
};

/// Takes every look of the policy that `differences` (all blocks so far, in order) has reached and stops at
/// the first that decides, by the rules of a baseline's judge (`decide`) without tau. Blocks beyond the
/// deciding look are ignored, so that appending blocks never changes a verdict. Looks are numbers of blocks.
/// Throws `Error(usage)` for a malformed policy. About 0.1 ms.
DuetJudgement judge_duet(const StatisticalPolicy& policy, const std::vector<double>& differences);

/// The change that the blocks so far show of a gate's metric, at the level of its looks. Nothing without
/// bounds, and where the series cannot be compared.
std::optional<Shift> duet_change(const StatisticalGate& gate, const MetricSeries& reference,
                                 const MetricSeries& current, const std::vector<int>& looks);

/// Whether more blocks may decide the gate: it is undecided and a later look exists. Not where it cannot be
/// judged, which more blocks would not mend.
bool needs_more_blocks(const StatisticalGate& gate, const MetricSeries& reference,
                       const MetricSeries& current, const std::vector<int>& looks);

/// Whether a change is a slowdown for certain whose bounds lie further apart than `share` of it.
bool is_rough_slowdown(const Shift& change, double share);

/// 400 duets without any change of the code, replayed at all of the policy's looks: blocks drawn with
/// replacement from `differences` (at least one) less their centre. The same seed gives the same duets. About
/// 50 ms for 60 blocks.
std::vector<ReplayedSession> replay_null_duets(const std::vector<double>& differences,
                                               const StatisticalPolicy& policy, std::uint64_t seed);

/// The gate's verdict on two series of values, as complete as a baseline's; `text` is the gate as it was
/// written. Delta as written, else 5 %; the minimum detectable regression by replay of its own blocks,
/// at the looks that were taken where there was no time for the others. Where there are too few blocks for
/// bounds nothing is judged and the reason tells the estimate. `*_n` are turns, two a block. A current series
/// with a fault or a value that is not positive makes it `failed`; a reference's, or one that is of something
/// else (unit, direction, scope), `incomparable`.
GateVerdict judge_duet_gate(const StatisticalGate& gate, const std::string& text,
                            const MetricSeries& reference, const MetricSeries& current,
                            const std::vector<int>& looks, std::uint64_t seed);

}  // namespace ratchet
