#pragma once

#include "measure/run_builder.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace ratchet {

/// A longer result file is refused.
inline constexpr std::size_t most_result_bytes = std::size_t{16} << 20U;

/// So much of the end of a program's standard error is looked at.
inline constexpr std::uint64_t last_words_bytes = 4096;

/// Reads what a launch left: its result file, where there is one, and the end of its standard error. A
/// program can put anything in their places: what cannot be read then is `result_problem`.
void read_evidence(RunEvidence& evidence, const std::filesystem::path& result_file,
                   const std::filesystem::path& error_file);

}  // namespace ratchet
