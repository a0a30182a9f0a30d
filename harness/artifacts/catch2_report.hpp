#pragma once

#include "artifacts/program_result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What Catch2 (2.9 and newer, 3.x) writes with its XML reporter, the only one that tells benchmarks whole.
namespace ratchet::artifacts {

/// One BENCHMARK of a report.
struct Catch2Benchmark {
    std::string test_case;
    std::string name;
    std::optional<double> mean_s;  ///< per call; absent where it failed
    std::uint64_t samples = 0;
    std::uint64_t iterations = 0;  ///< calls per sample, the library's own choice
    std::string failure;           ///< what it threw; empty: nothing

    bool operator==(const Catch2Benchmark&) const = default;
};

struct Catch2Report {
    std::vector<Catch2Benchmark> benchmarks;  ///< in the order of the report
    std::vector<std::string> failures;        ///< assertions that failed and exceptions, with their places
};

/// Whether this build can read such reports: it has pugixml.
bool reads_catch2_reports();

/// Reads a whole report; `where` names it in errors. Throws `Error(artifact)` when it is not whole or not
/// Catch2's, and `Error(usage)` where `reads_catch2_reports()` is false.
Catch2Report catch2_report(std::string_view text, const std::string& where);

/// The one benchmark out of a report on its test case, as a run's result. Its one iteration time is the mean
/// that Catch2 gives, over `samples` samples: it tells no raw ones. A failed assertion anywhere in the test
/// case, and an exception in the benchmark, are checks that failed. Throws as above, and when the benchmark
/// is not there, there twice, or has another number of samples.
ProgramResult catch2_result(std::string_view text, const std::string& where, const std::string& test_case,
                            const std::string& benchmark, std::uint64_t samples);

}  // namespace ratchet::artifacts
