#include "report/profile_wording.hpp"

#include "base/text.hpp"

#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr double most_lost = 0.01;
constexpr double most_incomplete = 0.05;
constexpr std::uint64_t fewest_samples = 100;

std::optional<double> fraction_of(std::optional<std::uint64_t> part, std::uint64_t whole) {
    if (!part) {
        return std::nullopt;
    }
    return whole == 0 ? 0 : static_cast<double>(*part) / static_cast<double>(whole);
}

std::optional<std::uint64_t> sum_of(std::optional<std::uint64_t> a, std::optional<std::uint64_t> b) {
    return a && b ? std::optional(*a + *b) : std::nullopt;
}

}  // namespace

SampleFaults& SampleFaults::operator+=(const SampleFaults& other) {
    samples += other.samples;
    lost = sum_of(lost, other.lost);
    throttled = sum_of(throttled, other.throttled);
    truncated = sum_of(truncated, other.truncated);
    unrooted = sum_of(unrooted, other.unrooted);
    return *this;
}

SampleFaults faults_of(const ProfileRecord& profile) {
    return {.samples = profile.samples,
            .lost = profile.lost,
            .throttled = profile.throttled,
            .truncated = profile.truncated,
            .unrooted = profile.unrooted};
}

std::optional<double> lost_share(const SampleFaults& faults) {
    return fraction_of(faults.lost, faults.samples + faults.lost.value_or(0));
}

std::optional<double> truncated_share(const SampleFaults& faults) {
    return fraction_of(faults.truncated, faults.samples);
}

std::optional<double> unrooted_share(const SampleFaults& faults) {
    return fraction_of(faults.unrooted, faults.samples);
}

std::string rung_in_words(ProfileRung rung) {
    switch (rung) {
        case ProfileRung::kernel_and_user:
            return "sampled by the kernel's perf events, kernel and user functions";
        case ProfileRung::user_only:
            return "sampled by the kernel's perf events, user functions alone";
        case ProfileRung::gperftools:
            return "sampled by gperftools' libprofiler.so, user functions alone";
        case ProfileRung::callgrind:
            return "instructions counted by callgrind, shared out over its call graph (an estimate)";
        case ProfileRung::imported:
            return "read from a file";
        case ProfileRung::counters:
            return "events counted by the CPU, without stacks";
    }
    return {};
}

bool is_sampled(ProfileRung rung) {
    return rung != ProfileRung::callgrind && rung != ProfileRung::counters;
}

std::string faults_in_words(const SampleFaults& faults) {
    std::vector<std::string> known;
    const auto add = [&known](std::string_view what, std::optional<std::uint64_t> count,
                              std::optional<double> share) {
        if (count) {
            known.push_back(fmt::format("{} {} ({})", what, *count, format_percent(*share)));
        }
    };
    add("lost", faults.lost, lost_share(faults));
    add("truncated", faults.truncated, truncated_share(faults));
    add("unrooted", faults.unrooted, unrooted_share(faults));
    if (faults.throttled) {
        known.push_back(fmt::format("throttled {} times", *faults.throttled));
    }
    return fmt::format("{}", fmt::join(known, ", "));
}

std::vector<std::string> doubts_about(const SampleFaults& faults) {
    std::vector<std::string> doubts;
    if (faults.samples < fewest_samples) {
        doubts.push_back(fmt::format("{} samples say little: measure longer or more often", faults.samples));
    }
    if (const auto share = lost_share(faults); share > most_lost) {
        doubts.push_back(
            fmt::format("unreliable: {} of the samples were lost; a lower frequency, or 'ratchet exec "
                        "--profile --stacks fp', loses fewer",
                        format_percent(*share)));
    }
    if (fraction_of(faults.throttled, faults.samples) > most_lost) {
        doubts.emplace_back("unreliable: the kernel slowed the sampling down; ask for a lower frequency");
    }
    if (const auto share = truncated_share(faults); share > most_incomplete) {
        doubts.push_back(
            fmt::format("{} of the stacks did not fit their copy and begin with \"[truncated]\"; "
                        "'ratchet exec --profile --stacks' takes up to 64 KiB of each",
                        format_percent(*share)));
    }
    if (const auto share = unrooted_share(faults); share > most_incomplete) {
        doubts.push_back(fmt::format(
            "{} of the stacks begin in the middle: compile with -g and unwind tables; by --stacks fp "
            "all of the code needs frame pointers",
            format_percent(*share)));
    }
    return doubts;
}

}  // namespace ratchet
