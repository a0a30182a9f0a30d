#pragma once

#include "model/digests.hpp"
#include "model/scenario.hpp"

#include <map>
#include <string>

namespace ratchet {

/// Absolute path of the program that `spec` runs, found as its launcher finds it (by the PATH that the
/// scenario sets, else the one in `environment`); empty when there is none.
[[nodiscard]] std::string find_executable(const ScenarioSpec& spec,
                                          const std::map<std::string, std::string>& environment);

/// SHA-256 (hex) of a regular file; empty when it cannot be read.
[[nodiscard]] std::string file_digest(const std::string& path);

/// Digests of what decides the speed of `spec` besides the host:
/// - `executable`: the program's own file;
/// - `libraries`: the shared libraries from inside the project that it loads at start, as its dynamic linker
///   lists them (the program itself is never run), and programs, scripts and libraries named by its
///   arguments, or of the build tree by a path in a program's own file;
/// - `inputs`: every other regular file that an argument names (see `possible_inputs`);
/// - `command_line`: the arguments themselves, the project's directories in them under portable names;
/// - `variables`: those of the option ENVIRONMENT, set or passed through, with their values.
/// Libraries and inputs bear portable names (host/paths.hpp). When the code cannot be known in full, as where
/// a script, a shell or an interpreter may call anything, the executable's digest is empty, so that it never
/// counts as the same code. An input that cannot be read, or
/// is longer than 4 GiB, has an empty digest: it is comparable with nothing.
[[nodiscard]] Digests read_digests(const ScenarioSpec& spec, const std::string& source_directory,
                                   const std::string& binary_directory,
                                   const std::map<std::string, std::string>& environment);

/// Whether `spec` runs code of the project that is in shared libraries, or that its arguments name.
[[nodiscard]] bool loads_project_libraries(const ScenarioSpec& spec, const std::string& source_directory,
                                           const std::string& binary_directory,
                                           const std::map<std::string, std::string>& environment);

}  // namespace ratchet
