#pragma once

#include "profile/taken_profile.hpp"

#include <cstddef>
#include <string>

namespace ratchet {

/// The content of `top.txt`: the summary, the `most` functions with most self samples and the `most` with
/// most inclusive ones, each with its share, the 95 % interval of the share where there was sampling, its
/// samples and its module; what is left out is said. Names are made printable and stand last, uncut.
std::string write_top(const TakenProfile& profile, std::size_t most = 50);

}  // namespace ratchet
