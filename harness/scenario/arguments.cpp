#include "scenario/arguments.hpp"

#include "scenario/json_writer.hpp"

#include <charconv>
#include <limits>
#include <string_view>

namespace ratchet::runtime {

const char* const usage =
    "A program with scenarios to measure. `ctest -L perf` runs them under Ratchet's harness; by hand:\n"
    "  --ratchet-run NAME         measure one scenario and print what was found, or write it to the file "
    "that\n"
    "                             the environment variable RATCHET_RESULT names\n"
    "    --ratchet-iterations=N   as planned: this many timed iterations (1 to 10000)\n"
    "    --ratchet-warmup=M       after so many that do not count (default 0)\n"
    "    --ratchet-batch=B        each of so many calls (default 1)\n"
    "    --ratchet-explore        find all that instead (the default), in about a second\n"
    "    --ratchet-seed=S         what run.seed() gives (default 0)\n"
    "  --ratchet-list=names|json  list the scenarios\n";

namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

/// A numeric option: "--ratchet-batch=", what it may be, and what was given.
struct Number {
    std::string_view option;
    std::uint64_t least;
    std::uint64_t most;
    std::optional<std::uint64_t> value = std::nullopt;

    /// False when `argument` is another option.
    bool take(std::string_view argument) {
        if (argument.substr(0, option.size()) != option) {
            return false;
        }
        if (value) {
            throw UsageError(std::string(option) + " is given twice");
        }
        const std::string_view digits = argument.substr(option.size());
        std::uint64_t number = 0;
        const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (end.ec != std::errc() || end.ptr != digits.data() + digits.size() || number < least ||
            number > most) {
            throw UsageError(std::string(option) + " takes a number from " + std::to_string(least) + " to " +
                             std::to_string(most) + ", not " + json_string(digits));
        }
        value = number;
        return true;
    }
};

}  // namespace

Arguments parse_arguments(const std::vector<std::string>& arguments) {
    Number iterations{"--ratchet-iterations=", 1, max_iterations};
    Number warmup{"--ratchet-warmup=", 0, unlimited};
    Number batch{"--ratchet-batch=", 1, max_batch};
    Number seed{"--ratchet-seed=", 0, unlimited};
    bool explore = false;
    Arguments parsed;
    for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
        if (*argument == "--help") {
            return {};
        }
        const bool asks = argument->rfind("--ratchet-list=", 0) == 0 || *argument == "--ratchet-run";
        if (asks && parsed.action != Arguments::Action::help) {
            throw UsageError("one thing at a time: leave out " + json_string(*argument));
        }
        if (*argument == "--ratchet-list=names") {
            parsed.action = Arguments::Action::list_names;
        } else if (*argument == "--ratchet-list=json") {
            parsed.action = Arguments::Action::list_json;
        } else if (*argument == "--ratchet-explore") {
            explore = true;
        } else if (*argument == "--ratchet-run") {
            if (++argument == arguments.end()) {
                throw UsageError("--ratchet-run needs the name of a scenario after it");
            }
            parsed.action = Arguments::Action::run;
            parsed.scenario = *argument;
        } else if (!iterations.take(*argument) && !warmup.take(*argument) && !batch.take(*argument) &&
                   !seed.take(*argument)) {
            throw UsageError("unknown argument " + json_string(*argument) + "; see --help");
        }
    }
    if (explore && iterations.value) {
        throw UsageError("--ratchet-explore finds the iterations itself: leave out --ratchet-iterations");
    }
    if (!iterations.value && (warmup.value || batch.value)) {
        throw UsageError("--ratchet-warmup and --ratchet-batch belong to a plan: add --ratchet-iterations");
    }
    if (iterations.value) {
        parsed.plan = RunPlan{*iterations.value, warmup.value.value_or(0), batch.value.value_or(1)};
    }
    parsed.seed = seed.value.value_or(0);
    return parsed;
}

}  // namespace ratchet::runtime
