#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// A benchmark as its library names it.
struct FoundBenchmark {
    std::string name;
    std::optional<std::string> test_case;  ///< Catch2 alone

    bool operator==(const FoundBenchmark&) const = default;
};

/// The benchmarks in what a program answers to `--benchmark_list_tests`: one a line, in order.
std::vector<FoundBenchmark> google_benchmarks_in(std::string_view listing);

/// The benchmarks in a report of Catch2's XML reporter, in order; `where` names it in errors. Throws
/// `Error(artifact)` when it cannot be read. Failed assertions are no obstacle.
std::vector<FoundBenchmark> catch2_benchmarks_in(std::string_view report, const std::string& where);

/// What the build adds to the registry about a group.
struct GroupListing {
    std::string names;      ///< `<group>.names`
    std::string scenarios;  ///< `<group>.scenarios.json`
};

/// Makes scenarios of benchmarks: a name becomes a slug, and the original is kept. Throws `Error(usage)` that
/// names both where two benchmarks would become one scenario.
GroupListing list_benchmarks(const std::vector<FoundBenchmark>& benchmarks);

}  // namespace ratchet
