#pragma once

#include "profile/taken_profile.hpp"

#include <string>
#include <string_view>

namespace ratchet {

/// The text of `profile.json` (`ratchet/profile/1`): all that is known of the profile but the stacks, which
/// are in `stacks.folded` beside it, and the functions with their shares and intervals, most self samples
/// first. At most 10 000 functions are listed, names cut in their middle from 4000 columns on; what is left
/// out is counted. Throws `Error(artifact)` when a number is not finite.
std::string profile_json(const TakenProfile& profile);

/// What `profile.json` says, with the stacks of `folded`, the text of `stacks.folded`. Throws
/// `Error(artifact)` with `where` (and the field, or the line) for what is no such document, folded lines
/// that cannot be read, and stacks that hold another number of samples than the document says: one of the two
/// belongs to another profile.
TakenProfile profile_from_json(std::string_view text, std::string_view folded, const std::string& where,
                               const std::string& folded_where);

}  // namespace ratchet
