#include "report/component_agreement.hpp"

#include "base/text.hpp"
#include "statistics/two_proportions.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string sentence_on(const ComponentShare& share) {
    constexpr double z = 2.5758293035489004;  // of the normal distribution, 99.5 %
    const std::string timed =
        fmt::format("{}: {} of the CPU time by timers", share.component, format_percent(share.timed));
    if (share.matched == 0) {
        return timed + "; no function of that name is in the samples, so there is nothing to compare with";
    }
    const statistics::Proportion sampled{share.matched, share.samples};
    const statistics::Interval bounds = statistics::share_interval(sampled, z);
    const std::string text =
        fmt::format("{}, {} (between {} and {}) of {} samples", timed, format_percent(sampled.share()),
                    format_percent(bounds.lower), format_percent(bounds.upper), share.samples);
    if (share.timed > bounds.upper) {
        return text +
               "; they differ: it waits off the CPU, or other functions of its time do not lead through "
               "one of its name";
    }
    if (share.timed < bounds.lower) {
        return text + "; they differ: functions of that name run outside what is timed too";
    }
    return text + "; they agree";
}

}  // namespace

std::vector<std::string> component_agreement(const ProfileRecord& profile) {
    std::vector<std::string> sentences;
    for (const ComponentShare& share : profile.components) {
        if (share.samples >= share.matched && share.samples > 0) {
            sentences.push_back(sentence_on(share));
        }
    }
    return sentences;
}

}  // namespace ratchet
