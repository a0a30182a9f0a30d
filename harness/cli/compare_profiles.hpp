#pragma once

#include "cli/exit_code.hpp"

#include <string>

namespace ratchet::cli {

/// What `ratchet compare --profile` is asked for.
struct ProfileCompareOptions {
    std::string before;
    std::string now;
    std::string picture;  ///< file for the differential flame graph
    bool json = false;
};

/// Compares two profiles (anything that `read_profile_source` takes): prints the functions whose own share
/// changed beyond chance, and draws the differential flame graph. Success whatever changed: shares alone are
/// no verdict.
ExitCode compare_profiles_of(const ProfileCompareOptions& options);

}  // namespace ratchet::cli
