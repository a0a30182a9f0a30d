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

std::vector<std::string> doubts_about(const TakenProfile& profile) {
    if (profile.stacks.empty()) {
        return {"there are no samples: the program ran too briefly, or slept"};
    }
    return is_sampled(profile) ? doubts_about(faults_of(profile)) : std::vector<std::string>();
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
