#include "measure/library_arguments.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

/// A backslash before each character of `text` that is one of `special`.
std::string escaped(std::string_view text, std::string_view special) {
    std::string result;
    for (const char c : text) {
        if (special.find(c) != std::string_view::npos) {
            result += '\\';
        }
        result += c;
    }
    return result;
}

std::vector<std::string> catch2_common(const std::string& tests, std::uint64_t samples,
                                       const std::string& result_path) {
    return {tests,
            "--reporter",
            "xml",
            "--out",
            result_path,
            "--benchmark-no-analysis",
            "--benchmark-samples",
            fmt::format("{}", samples)};
}

}  // namespace

std::string regex_of_exactly(std::string_view text) {
    // Not ']' and '}': alone they are ordinary, and some dialects know no escape for them.
    return fmt::format("^{}$", escaped(text, R"(^$\.*+?()[{|)"));
}

std::vector<std::string> google_benchmark_listing_arguments(const std::string& filter) {
    return {"--benchmark_list_tests=true",
            fmt::format("--benchmark_filter={}", filter.empty() ? "." : filter)};
}

std::vector<std::string> google_benchmark_arguments(const std::string& name, const Plan& plan,
                                                    const std::string& result_path) {
    std::vector<std::string> arguments{fmt::format("--benchmark_filter={}", regex_of_exactly(name)),
                                       fmt::format("--benchmark_out={}", result_path),
                                       "--benchmark_out_format=json"};
    if (plan.min_time_s) {
        arguments.push_back(fmt::format("--benchmark_min_time={}", *plan.min_time_s));
    }
    return arguments;
}

std::vector<std::string> catch2_discovery_arguments(const std::string& result_path) {
    std::vector<std::string> arguments = catch2_common("~[.],[!benchmark]", 1, result_path);
    arguments.insert(arguments.end(), {"--benchmark-warmup-time", "0"});
    return arguments;
}

std::vector<std::string> catch2_arguments(std::string_view test_case, const Plan& plan,
                                          const std::string& result_path) {
    // In quotes nothing but these is special; a `*` at an end then also matches others, which are passed
    // over.
    std::vector<std::string> arguments =
        catch2_common(fmt::format("\"{}\"", escaped(test_case, R"(\,")")), plan.iterations, result_path);
    arguments.insert(arguments.end(), {"--rng-seed", fmt::format("{}", plan.seed % 4294967296U)});
    return arguments;
}

}  // namespace ratchet
