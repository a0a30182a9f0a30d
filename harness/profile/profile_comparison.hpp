#pragma once

#include "profile/taken_profile.hpp"
#include "report/table.hpp"
#include "statistics/median_interval.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Two profiles, function by function.

namespace ratchet {

/// A function's own samples in both.
struct ComparedFunction {
    Frame frame;  ///< as `source_function` and the current profile name it
    std::uint64_t samples_before = 0;
    std::uint64_t samples_now = 0;
    double share_before = 0;  ///< of all samples, as a fraction
    double share_now = 0;
    /// Bounds of the difference, now less before. Absent where what is counted was not sampled.
    std::optional<statistics::Interval> difference;
};

struct ProfileComparison {
    std::string unit;  ///< of what the stacks count
    std::uint64_t samples_before = 0;
    std::uint64_t samples_now = 0;
    double false_discovery = 0;             ///< expected share of chance among those that changed
    std::size_t functions = 0;              ///< that were compared
    std::vector<ComparedFunction> changed;  ///< beyond chance: the largest change first, then by name
};

/// Compares each function's share of its own, all at one level (`statistics/share_changes.hpp`). Samples are
/// taken as independent; of instructions, which are not sampled, every change is one. Stacks of baselines
/// have to be made alike before (`comparable_with`). Throws `Error(usage)` where the two count different
/// things, `Error(artifact)` where one is empty; names are A and B.
ProfileComparison compare_profiles(const TakenProfile& before, const TakenProfile& now,
                                   double false_discovery = 0.05);

/// What changed as a table, at most so many functions: both shares, the difference in percentage points and
/// its interval. Texts are raw.
Table profile_comparison_table(const ProfileComparison& comparison, std::size_t most = 20);

/// What was compared and how much of it changed: a sentence or two, without a line's end.
std::string profile_comparison_summary(const ProfileComparison& comparison, std::size_t most = 20);

/// Who was compared, and where the picture is.
struct ComparedProfiles {
    std::string before;
    std::string now;
    std::string picture;
};

/// All that changed, as a document `ratchet/profile_comparison/1` (see `artifacts/schemas`).
std::string profile_comparison_json(const ProfileComparison& comparison, const ComparedProfiles& profiles);

}  // namespace ratchet
