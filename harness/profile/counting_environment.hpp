#pragma once

#include "model/scenario.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ratchet {

/// The environment of a run that counts: that of any run, and a filler by which arguments and environment
/// together fill whole 16 KiB. What a program finds on its stack then begins at the same place, whoever
/// measures it in whatever directory: copying and searching texts takes other instructions at other
/// alignments. `argv` is the program's own.
std::vector<std::pair<std::string, std::string>> counting_environment(
    const std::vector<EnvironmentEntry>& entries, const std::map<std::string, std::string>& caller,
    const std::string& result_path, const std::vector<std::string>& argv);

}  // namespace ratchet
