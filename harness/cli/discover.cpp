#include "artifacts/enum_text.hpp"
#include "base/error.hpp"
#include "cli/verbs.hpp"
#include "registry/discovery_process.hpp"

#include <memory>

#include <CLI/CLI.hpp>

namespace ratchet::cli {
namespace {

struct DiscoverOptions {
    std::string kind;
    DiscoveryRequest request;
};

ExitCode discover(DiscoverOptions options) {
    if (options.kind.empty() || options.request.executable.empty() || options.request.listing.empty()) {
        throw Error(ErrorCode::usage, "needs --kind, --executable and --listing", "discover");
    }
    options.request.kind = *artifacts::enum_from_text<ScenarioKind>(options.kind);
    discover_benchmarks(options.request);
    return ExitCode::success;
}

}  // namespace

void add_discover(CLI::App& app, Action& action) {
    const auto options = std::make_shared<DiscoverOptions>();
    CLI::App* verb =
        app.add_subcommand("discover", "Asks a program just built for its benchmarks")->group("");
    verb->add_option("--kind", options->kind, "which library the program links: google_benchmark or catch2")
        ->check(CLI::IsMember({"google_benchmark", "catch2"}));
    verb->add_option("--executable", options->request.executable, "the program");
    verb->add_option("--listing", options->request.listing, "<registry>/<group>, without a suffix");
    verb->add_option("--filter", options->request.filter,
                     "the regular expression that benchmarks must match (Google Benchmark)");
    verb->callback([options, &action] { action = [options] { return discover(*options); }; });
}

}  // namespace ratchet::cli
