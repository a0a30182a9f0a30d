#pragma once

#include "model/plan.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The command lines of programs that link a benchmark library, without the program itself.
namespace ratchet {

/// Google Benchmark, 1.7 and newer: names, one a line, of the benchmarks that `filter` (in the library's own
/// regular expressions; empty: all) lets pass.
std::vector<std::string> google_benchmark_listing_arguments(const std::string& filter);

/// Runs the benchmark `name`, and no other whose name contains it. The number of calls is the library's: a
/// fixed one can be asked for only from 1.8 on (`--benchmark_min_time=<n>x`), while a least time is
/// understood by every version, with a note from 1.8 on that it should bear an `s`, which 1.7 refuses.
std::vector<std::string> google_benchmark_arguments(const std::string& name, const Plan& plan,
                                                    const std::string& result_path);

/// A regular expression that matches `text` alone, in every dialect that Google Benchmark may be built with
/// (POSIX extended, ECMAScript).
std::string regex_of_exactly(std::string_view text);

/// Catch2, 2.9 and newer, 3.x: runs each test case that is not hidden or is tagged [!benchmark], with one
/// sample of each benchmark in it. No version can list them: only a test case that runs knows its own.
std::vector<std::string> catch2_discovery_arguments(const std::string& result_path);

/// Runs one test case, with every benchmark in it: none can be chosen alone. Without Catch2's own statistics,
/// which resample for as long as they measure and are not used.
std::vector<std::string> catch2_arguments(std::string_view test_case, const Plan& plan,
                                          const std::string& result_path);

}  // namespace ratchet
