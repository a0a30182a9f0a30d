#pragma once

#include "model/plan.hpp"
#include "model/profile_record.hpp"
#include "model/run_record.hpp"
#include "profile/taken_profile.hpp"

#include <string>
#include <string_view>
#include <vector>

// Shares that are asked for by name: of functions that a gate's regular expression matches, and of the
// functions of a component.

namespace ratchet {

/// How many samples have a function in their stack whose name, as tables show it and without its module,
/// `pattern` is found in; each sample once, however many there are. Throws `Error(usage)` for what is no
/// pattern.
SampledShare sampled_share(const Stacks& stacks, const std::string& pattern);

/// For a pattern that matches nothing: at most three functions with a word in their names that is near one of
/// the pattern's; of several with such a word the one with most samples of its own. Cut to 80 columns.
std::vector<std::string> near_functions(const TakenProfile& profile, std::string_view pattern);

/// The name of a C++ function without what stands in parentheses and angle brackets: parameters and template
/// arguments name other things than it. As it is where these do not pair up.
std::string without_arguments(std::string_view function);

/// Every component of the profiled `runs`, by name: the share of their CPU time that its timers tell, warm-up
/// iterations counted in, and the samples with a function in their stack that has the component's name among
/// the words of its own (`without_arguments`), whatever the case. Kernel time counts as far as the samples
/// see it. Nothing where stacks were not sampled, or no run used any CPU time.
std::vector<ComponentShare> component_shares(const std::vector<RunRecord>& runs, const Plan& plan,
                                             const TakenProfile& profile);

}  // namespace ratchet
