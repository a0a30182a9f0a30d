#pragma once

#include "profile/profile_readme.hpp"
#include "profile/taken_profile.hpp"

#include <filesystem>
#include <string>

namespace ratchet::cli {

/// A profile that `ratchet profile` was given, and where its files go unless the caller says.
struct ProfileSource {
    TakenProfile profile;
    ProfileOrigin origin;
    std::filesystem::path output;
};

/// What `source` names: a file (folded stacks, the text of perf script, callgrind.out, profile.json), `-` for
/// one of the first three on standard input, a baseline that has stacks beside it, the directory of a profile
/// or of a scenario in a session, or
/// `<session>/<group>/<name>`. Of a session's scenario the origin is what the session knows. Throws
/// `Error(usage)` where there is no such thing and `Error(artifact)` where it cannot be read.
ProfileSource read_profile_source(const std::string& source);

}  // namespace ratchet::cli
