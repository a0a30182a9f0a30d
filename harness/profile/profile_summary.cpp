#include "profile/profile_summary.hpp"

#include "base/text.hpp"
#include "profile/function_shares.hpp"

#include <fmt/format.h>

namespace ratchet {

std::string sampling_in_words(const TakenProfile& profile) {
    std::string text;
    if (profile.frequency_hz) {
        text = fmt::format("{:g} Hz", *profile.frequency_hz);
    }
    if (profile.duration_s) {
        text += (text.empty() ? "" : " ") + fmt::format("for {}", format_duration_s(*profile.duration_s));
    }
    if (profile.until_ready_s) {
        text += (text.empty() ? "" : ", ") +
                fmt::format("until ready alone, {}", format_duration_s(*profile.until_ready_s));
    }
    return text;
}

SampleFaults faults_of(const TakenProfile& profile) {
    return {.samples = profile.stacks.samples(),
            .lost = profile.lost,
            .throttled = profile.throttled,
            .truncated = profile.truncated,
            .unrooted = profile.unrooted};
}

std::string losses_in_words(const TakenProfile& profile) {
    return is_sampled(profile) ? faults_in_words(faults_of(profile)) : std::string();
}

namespace {

/// Of processes that end sooner than a sample is due none is taken, and nobody counts those.
std::string unseen_in_words(const TakenProfile& profile) {
    constexpr double too_little = 0.5;
    constexpr double fewest_due = 100;
    if (!profile.cpu_s || !profile.frequency_hz) {
        return {};
    }
    const auto samples = static_cast<double>(profile.stacks.samples() + profile.lost.value_or(0));
    const double seen_s = samples / *profile.frequency_hz;
    if (*profile.cpu_s * *profile.frequency_hz < fewest_due || seen_s >= too_little * *profile.cpu_s) {
        return {};
    }
    return fmt::format(
        "the samples stand for {} of {} of CPU time: of processes that end within {} few are seen, more "
        "with a higher --frequency; nor is time that a hypervisor took",
        format_duration_s(seen_s), format_duration_s(*profile.cpu_s),
        format_duration_s(1 / *profile.frequency_hz));
}

}  // namespace

std::vector<std::string> doubts_about(const TakenProfile& profile) {
    if (profile.stacks.empty()) {
        return {"there are no samples: the program ran too briefly, or slept"};
    }
    if (!is_sampled(profile)) {
        return {};
    }
    std::vector<std::string> doubts = doubts_about(faults_of(profile));
    if (const std::string unseen = unseen_in_words(profile); !unseen.empty()) {
        doubts.push_back(unseen);
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
