#pragma once

#include "measure/run_builder.hpp"

#include <filesystem>

namespace ratchet {

/// Reads what a launch left: its result file, where there is one, and the end of its standard error. A
/// program can put anything in their places: what cannot be read then is `result_problem`.
void read_evidence(RunEvidence& evidence, const std::filesystem::path& result_file,
                   const std::filesystem::path& error_file);

}  // namespace ratchet
