#include "profile/profile_summary.hpp"

#include "base/text.hpp"
#include "profile/function_shares.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr double most_lost = 0.01;
constexpr double most_incomplete = 0.05;
constexpr std::uint64_t fewest_samples = 100;

double lost_share(const TakenProfile& profile) {
    return share_of(profile.lost, profile.stacks.samples() + profile.lost);
}

std::string counted(std::string_view what, std::uint64_t count, double share) {
    return fmt::format("{} {} ({})", what, count, format_percent(share));
}

}  // namespace

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

std::string sampling_in_words(const TakenProfile& profile) {
    std::string text;
    if (profile.frequency_hz) {
        text = fmt::format("{:g} Hz", *profile.frequency_hz);
    }
    if (profile.duration_s) {
        text += (text.empty() ? "" : " ") + fmt::format("for {}", format_duration_s(*profile.duration_s));
    }
    return text;
}

std::string losses_in_words(const TakenProfile& profile) {
    if (!is_sampled(profile)) {
        return {};
    }
    const std::uint64_t samples = profile.stacks.samples();
    return fmt::format("{}, {}, {}, throttled {} times", counted("lost", profile.lost, lost_share(profile)),
                       counted("truncated", profile.truncated, share_of(profile.truncated, samples)),
                       counted("unrooted", profile.unrooted, share_of(profile.unrooted, samples)),
                       profile.throttled);
}

std::vector<std::string> doubts_about(const TakenProfile& profile) {
    std::vector<std::string> doubts;
    const std::uint64_t samples = profile.stacks.samples();
    if (samples == 0) {
        return {"there are no samples: the program ran too briefly, or slept"};
    }
    if (!is_sampled(profile)) {
        return doubts;
    }
    if (samples < fewest_samples) {
        doubts.push_back(fmt::format("{} samples say little: measure longer or more often", samples));
    }
    if (lost_share(profile) > most_lost) {
        doubts.push_back(
            fmt::format("unreliable: {} of the samples were lost", format_percent(lost_share(profile))));
    }
    if (share_of(profile.throttled, samples) > most_lost) {
        doubts.emplace_back("unreliable: the kernel slowed the sampling down; ask for a lower frequency");
    }
    if (const double share = share_of(profile.truncated, samples); share > most_incomplete) {
        doubts.push_back(fmt::format(
            "{} of the stacks did not fit their copy and begin with \"[truncated]\": take more of "
            "each stack",
            format_percent(share)));
    }
    if (const double share = share_of(profile.unrooted, samples); share > most_incomplete) {
        doubts.push_back(fmt::format(
            "{} of the stacks begin in the middle: compile with -g and unwind tables, or with frame "
            "pointers",
            format_percent(share)));
    }
    return doubts;
}

std::string summary_lines(const TakenProfile& profile) {
    const std::string sampling = sampling_in_words(profile);
    std::string text = fmt::format("{} {} in {} different stacks; {}{}{}\n", profile.stacks.samples(),
                                   printable(profile.unit), profile.stacks.size(),
                                   rung_in_words(profile.rung), sampling.empty() ? "" : ", ", sampling);
    const std::string losses = losses_in_words(profile);
    text += losses.empty() ? "" : losses + "\n";
    if (!profile.why_no_better.empty()) {
        text += fmt::format("no better profile: {}\n", printable(profile.why_no_better));
    }
    for (const std::string& doubt : doubts_about(profile)) {
        text += fmt::format("note: {}\n", doubt);
    }
    return text;
}

}  // namespace ratchet
