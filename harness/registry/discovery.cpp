#include "registry/discovery.hpp"

#include "artifacts/catch2_report.hpp"
#include "artifacts/program_listing.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "model/name.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string shown(const FoundBenchmark& benchmark) {
    const std::string place =
        benchmark.test_case ? fmt::format(" of the test case \"{}\"", printable(*benchmark.test_case)) : "";
    return fmt::format("\"{}\"{}", printable(benchmark.name), place);
}

[[noreturn]] void fail_collision(const FoundBenchmark& one, const FoundBenchmark& other,
                                 const std::string& name) {
    throw Error(ErrorCode::usage,
                fmt::format("the benchmarks {} and {} would both be the scenario \"{}\"; rename one of them",
                            shown(one), shown(other), name));
}

}  // namespace

std::vector<FoundBenchmark> google_benchmarks_in(std::string_view listing) {
    std::vector<FoundBenchmark> benchmarks;
    while (!listing.empty()) {
        const std::size_t end = std::min(listing.find('\n'), listing.size());
        if (end > 0) {
            benchmarks.push_back({std::string(listing.substr(0, end)), std::nullopt});
        }
        listing.remove_prefix(std::min(end + 1, listing.size()));
    }
    return benchmarks;
}

std::vector<FoundBenchmark> catch2_benchmarks_in(std::string_view report, const std::string& where) {
    std::vector<FoundBenchmark> benchmarks;
    for (artifacts::Catch2Benchmark& each : artifacts::catch2_report(report, where).benchmarks) {
        benchmarks.push_back({std::move(each.name), std::move(each.test_case)});
    }
    return benchmarks;
}

GroupListing list_benchmarks(const std::vector<FoundBenchmark>& benchmarks) {
    GroupListing listing;
    std::vector<artifacts::ListedScenario> scenarios;
    std::map<std::string, const FoundBenchmark*> taken;
    for (const FoundBenchmark& benchmark : benchmarks) {
        const std::string name = slug(benchmark.name);
        const auto [holder, is_new] = taken.emplace(name, &benchmark);
        if (!is_new) {
            fail_collision(*holder->second, benchmark, name);
        }
        listing.names += name + "\n";
        artifacts::ListedScenario& scenario = scenarios.emplace_back();
        scenario.name = name;
        scenario.original_name = benchmark.name;
        scenario.test_case = benchmark.test_case;
    }
    listing.scenarios = artifacts::to_json(scenarios);
    return listing;
}

}  // namespace ratchet
