#pragma once

#include "profile/call_graph.hpp"
#include "profile/profile_readme.hpp"
#include "profile/taken_profile.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace ratchet {

/// Who draws the call graph.
struct GraphDrawing {
    std::string program = "dot";  ///< looked up in PATH unless it holds a '/'
    std::chrono::milliseconds time_limit = std::chrono::seconds(20);
};

/// Removes what a profile that was written into the directory before has and this one, of the files
/// `written`, has not: it would be taken for part of it. `diff.svg` is its session's.
void remove_other_files(const std::filesystem::path& directory, const std::vector<ProfileFile>& written);

/// Writes every file that is made of a profile into `directory`, which is created where it is missing:
/// `profile_documents`, `callgraph.svg` where graphviz draws it, and `profile.md`, each atomically. Returns
/// them by name; what could not be drawn has the reason and what to do. `origin` is told in `profile.md`; its
/// scenario is the name that viewers show. `beside`: what others write there, told in `profile.md` as well.
/// Throws `Error(artifact)` or `std::filesystem::filesystem_error`
/// where a file cannot be written.
std::vector<ProfileFile> write_profile_files(const TakenProfile& profile,
                                             const std::filesystem::path& directory,
                                             const ProfileOrigin& origin, const CallGraphOptions& graph = {},
                                             const GraphDrawing& drawing = {},
                                             const std::vector<ProfileFile>& beside = {});

/// The profile in a file: folded stacks, perf script's text, callgrind.out, or our own profile.json with
/// stacks.folded beside it. Memory grows with the text, except that of perf script. Throws `Error(artifact)`
/// for what is missing, unreadable or none of these.
TakenProfile read_profile_file(const std::filesystem::path& file);

/// The profile in a directory that `write_profile_files` has filled, or one that has `stacks.folded` alone.
/// The timeline (`trace.json`) that lies beside our own profile.json is read as it is: stacks do not hold it.
TakenProfile read_profile_directory(const std::filesystem::path& directory);

}  // namespace ratchet
