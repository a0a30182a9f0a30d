#include "registry/discovery_process.hpp"

#include "artifacts/catch2_report.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "base/text.hpp"
#include "measure/failure_message.hpp"
#include "measure/library_arguments.hpp"
#include "registry/discovery.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

fs::path with_suffix(const fs::path& listing, const char* suffix) {
    return listing.string() + suffix;
}

[[noreturn]] void fail(const DiscoveryRequest& request, const std::string& message) {
    throw Error(ErrorCode::measurement, message, request.executable);
}

/// Runs the program; what it wrote on its standard output.
std::string ask(const DiscoveryRequest& request, std::vector<std::string> arguments, bool may_fail) {
    constexpr std::chrono::minutes patience{10};
    arguments.insert(arguments.begin(), request.executable);
    const SubprocessResult answer = run_subprocess(arguments, "", patience);
    LaunchResult ended;
    ended.start_error = answer.start_error;
    ended.exit_code = answer.exit_code;
    ended.signal = answer.signal;
    ended.timed_out = answer.timed_out;
    const auto failure =
        process_failure(ended, std::chrono::duration<double>(patience).count(), answer.error_output);
    if (failure && !(may_fail && failure->kind == FailureKind::exit_code)) {
        fail(request, fmt::format("cannot tell its benchmarks: {}", failure->message));
    }
    return answer.output;
}

std::vector<FoundBenchmark> find_google_benchmarks(const DiscoveryRequest& request) {
    std::vector<FoundBenchmark> benchmarks =
        google_benchmarks_in(ask(request, google_benchmark_listing_arguments(request.filter), false));
    if (benchmarks.empty()) {
        fail(request,
             request.filter.empty()
                 ? "lists no benchmark; is one registered, and does main call benchmark::Initialize?"
                 : fmt::format("has no benchmark that FILTER \"{}\" lets pass", printable(request.filter)));
    }
    return benchmarks;
}

std::vector<FoundBenchmark> find_catch2_benchmarks(const DiscoveryRequest& request) {
    const fs::path report = with_suffix(request.listing, ".discovery.xml");
    fs::remove(report);
    // Its exit code is the number of failed tests, which are told when they are run.
    ask(request, catch2_discovery_arguments(report.string()), true);
    const std::optional<std::string> text = artifacts::read_text_if_present(report);
    fs::remove(report);
    if (!text) {
        fail(request, "wrote no report; its main must give its arguments to Catch::Session");
    }
    std::vector<FoundBenchmark> benchmarks = catch2_benchmarks_in(*text, report.string());
    if (benchmarks.empty()) {
        fail(request,
             "ran no BENCHMARK; a test case that is hidden is run only with the tag [!benchmark], and Catch2 "
             "2 "
             "needs CATCH_CONFIG_ENABLE_BENCHMARKING in every file");
    }
    return benchmarks;
}

}  // namespace

void discover_benchmarks(const DiscoveryRequest& request) {
    const fs::path names = with_suffix(request.listing, ".names");
    const fs::path scenarios = with_suffix(request.listing, ".scenarios.json");
    fs::remove(names);
    fs::remove(scenarios);
    const GroupListing listing =
        list_benchmarks(request.kind == ScenarioKind::catch2 ? find_catch2_benchmarks(request)
                                                             : find_google_benchmarks(request));
    artifacts::write_atomically(scenarios, listing.scenarios);
    artifacts::write_atomically(names, listing.names);
}

}  // namespace ratchet
