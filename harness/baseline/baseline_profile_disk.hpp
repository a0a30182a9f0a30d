#pragma once

#include "model/baseline.hpp"
#include "model/warning.hpp"
#include "profile/taken_profile.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// The file that holds, or would hold, the stacks beside a scenario's baseline.
std::filesystem::path baseline_stacks_path(const std::filesystem::path& baseline_directory,
                                           const std::string& host_class, const ScenarioName& scenario);

/// What a baseline keeps of a profile: the text of its file of stacks, and what the baseline says of them.
struct KeptProfile {
    BaselineProfile about;
    std::string stacks;
};

/// The most frequent stacks of `taken`, cut as `profile/baseline_stacks.hpp` says. `session`: in which it was
/// taken, in `runs` runs. Nothing of a profile without samples.
std::optional<KeptProfile> profile_to_keep(const TakenProfile& taken, const std::string& session, int runs);

/// The profile beside `baseline`, as it was taken with its level: self samples of each function are exact
/// (of those in "[rest]" only their sum), while rare stacks may have lost callers; `comparable_with` in
/// `profile/baseline_stacks.hpp` brings another profile into the same form, before they are compared.
/// Nothing where the baseline has none. Where it has one that cannot be read, or that is not the one it was
/// recorded with, nothing as well, and a warning: a gate never fails for it.
std::optional<TakenProfile> load_baseline_profile(const std::filesystem::path& baseline_directory,
                                                  const std::string& host_class, const ScenarioName& scenario,
                                                  const Baseline& baseline, std::vector<Warning>& warnings);

/// The same from the file of stacks itself, wherever it lies.
std::optional<TakenProfile> read_baseline_profile(const std::filesystem::path& stacks,
                                                  const Baseline& baseline, std::vector<Warning>& warnings);

/// The session that the stacks are of; the first, whose level is compared with, where there are none. Later
/// ones were appended, and agreed.
const BaselineSession& profiled_session(const Baseline& baseline);

}  // namespace ratchet
