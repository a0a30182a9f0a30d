#pragma once

#include "model/cpu_counters.hpp"
#include "profile/taken_profile.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ratchet {

/// What is known about where a profile comes from. Empty texts are not known, and not shown.
struct ProfileOrigin {
    std::string scenario;  ///< "tree_search/wide_tree", or the file that was read
    std::string taken_at;  ///< UTC, ISO 8601
    std::string commit;    ///< full name
    std::string branch;
    bool dirty = false;      ///< the working tree differed from the commit
    std::string host;        ///< "AMD EPYC 9B14, 2 CPUs, Linux 6.18"
    std::string build;       ///< compiler, build type and flags
    std::string regenerate;  ///< command line for a shell
};

/// A file beside the text, or one that is not there, and why.
struct ProfileFile {
    std::string name;
    std::string missing;  ///< empty: it is there
};

/// The files that are made of a profile, under their usual names, in the order in which they are read.
std::vector<std::string> profile_file_names();

/// The position of a file among these, also where its name has something before the dot
/// ("callgraph-depth-3.dot"); behind all of them where it is none.
std::size_t reading_order(const std::string& name);

/// The content of `profile.md`: where the profile comes from, how far it can be believed, the ten functions
/// with most samples of their own; then of each of the `files` what it is, how to read it and the exact
/// command that opens it; of missing ones why; and how to make all of it again. Texts from outside are
/// escaped.
std::string write_profile_readme(const TakenProfile& profile, const ProfileOrigin& origin,
                                 const std::vector<ProfileFile>& files);

/// The same of counters, which have no stacks: where they are from, the table of them, and how they are made
/// again.
std::string write_counters_readme(const CpuCounters& counters, const ProfileOrigin& origin);

}  // namespace ratchet
