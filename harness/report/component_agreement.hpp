#pragma once

#include "model/profile_record.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// How the shares of components that their timers tell go together with samples of the same runs, a sentence
/// each: whether they agree within sampling error (the timers' share lies within Wilson's 99 % interval),
/// that they do not and what may be the reason, or that no function of the component's name was seen.
/// Reported alone: nothing is judged by it. Names come from outside, and are as they are.
std::vector<std::string> component_agreement(const ProfileRecord& profile);

}  // namespace ratchet
