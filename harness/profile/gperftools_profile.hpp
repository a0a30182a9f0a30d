#pragma once

#include "profile/address_space.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// What libprofiler.so of gperftools writes about one process.
struct GperftoolsProfile {
    struct Stack {
        std::uint64_t samples = 0;
        std::vector<std::uint64_t> addresses;  ///< innermost first; all but the first are behind calls
    };
    double period_s = 0;  ///< between two samples of one thread, as asked for
    std::vector<Stack> stacks;
    std::vector<MapsLine> mappings;  ///< executable ones, when the program ended
};

/// Reads its binary format (words of this machine: a header, stacks, a trailer, and then the text of
/// /proc/self/maps). Throws `Error(artifact)` for what is no such file, or one that was cut off: a program
/// that is killed leaves such; `where` names it.
GperftoolsProfile read_gperftools_profile(std::string_view bytes, const std::string& where);

}  // namespace ratchet
