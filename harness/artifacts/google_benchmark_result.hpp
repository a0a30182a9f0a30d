#pragma once

#include "artifacts/program_result.hpp"

#include <string>
#include <string_view>

namespace ratchet::artifacts {

/// Reads what Google Benchmark (1.7 and newer) wrote with `--benchmark_out_format=json` about the one
/// benchmark `benchmark` (its full name, as `--benchmark_list_tests` gives it); `where` names the file in
/// errors.
/// - Only raw rows count, never aggregates, nor the rows that estimate a complexity. Each is one iteration
///   time: `real_time`, which is the benchmark's own where it uses manual time. Several come of repetitions
///   asked for in the code.
/// - Metrics: `cpu_time`; `throughput` and `bytes_per_second` of what the library calls items and bytes
///   (per CPU time, or per wall time under UseRealTime, as it computed them); every counter under its name.
///   The file does not tell which counters are rates: those whose names end with `per_second` or `/s` are
///   better when higher, all others when lower. A counter that is not finite is missing, with the reason.
/// - An error or a skip that the benchmark reports is a check that failed.
///
/// The file is not always JSON: NaN and infinities are bare words in it, control characters and bytes that
/// are not UTF-8 stand in it as they are. Throws `Error(artifact)` when it is malformed all the same, has no
/// row of the benchmark or only aggregates, is of another benchmark, has a time that is negative or not
/// finite, or a counter whose name is one of the library's own keys, so that it hides the value.
ProgramResult google_benchmark_result(std::string_view text, const std::string& where,
                                      const std::string& benchmark);

}  // namespace ratchet::artifacts
