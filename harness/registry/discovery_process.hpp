#pragma once

#include "model/scenario.hpp"

#include <filesystem>
#include <string>

namespace ratchet {

/// A program that links a benchmark library, just built.
struct DiscoveryRequest {
    ScenarioKind kind = ScenarioKind::google_benchmark;  ///< or catch2
    std::string executable;
    std::string filter;             ///< Google Benchmark alone: the regular expression of the option FILTER
    std::filesystem::path listing;  ///< where `<group>.names` and `<group>.scenarios.json` go, without suffix
};

/// Asks the program for its benchmarks and writes them into the registry, `.names`, the one that ctest looks
/// for, last. A program that links Catch2 is run with one sample of each benchmark: there is no other way to
/// learn their names. Throws `Error` and leaves neither file when the program cannot be asked, has none, or
/// two of them would become one scenario.
void discover_benchmarks(const DiscoveryRequest& request);

}  // namespace ratchet
