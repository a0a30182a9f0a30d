#include "profile/profile_parts.hpp"

#include "base/error.hpp"
#include "profile/profile_summary.hpp"
#include "profile/stack_copier.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr double ns_per_s = 1e9;

double seconds_of(const TimeWindow& window) {
    return static_cast<double>(window.end_ns - window.begin_ns) / ns_per_s;
}

/// Says for moments in the order of time whether they lie in a window.
class WindowSearch {
  public:
    explicit WindowSearch(const std::vector<TimeWindow>& windows)
        : window_(windows.begin()), end_(windows.end()) {}

    bool holds(std::int64_t at_ns) {
        while (window_ != end_ && window_->end_ns < at_ns) {
            ++window_;
        }
        return window_ != end_ && window_->begin_ns <= at_ns;
    }

  private:
    std::vector<TimeWindow>::const_iterator window_;
    std::vector<TimeWindow>::const_iterator end_;
};

void require_times(const TakenProfile& profile, const std::vector<TimeWindow>& start_ups) {
    if (start_ups.empty()) {
        throw Error(ErrorCode::measurement, "there is no start-up: no run said that it is ready");
    }
    const std::int64_t known_ns = profile.timed.empty() ? 0 : profile.timed.back().at_ns;
    if (profile.untimed > 0 && known_ns < start_ups.back().end_ns) {
        throw Error(
            ErrorCode::measurement,
            fmt::format("the start-up goes on beyond the first {} samples; a lower --frequency takes fewer",
                        profile.timed.size()));
    }
}

void add_faults(TakenProfile& all, const TakenProfile& more) {
    SampleFaults sum = faults_of(all);
    sum += faults_of(more);
    all.lost = sum.lost;
    all.throttled = sum.throttled;
    all.truncated = sum.truncated;
    all.unrooted = sum.unrooted;
}

}  // namespace

TakenProfile joined_profiles(const std::vector<TakenProfile>& profiles) {
    if (profiles.empty()) {
        throw Error(ErrorCode::usage, "there is no profile to join with others");
    }
    TakenProfile all = profiles.front();
    for (std::size_t i = 1; i < profiles.size(); ++i) {
        const TakenProfile& more = profiles[i];
        StackCopier copier(more.stacks, all.stacks);
        std::vector<std::uint32_t> position;
        for (std::size_t stack = 0; stack < more.stacks.size(); ++stack) {
            position.push_back(static_cast<std::uint32_t>(
                copier.add(more.stacks[stack].frames, more.stacks[stack].samples)));
        }
        for (TimedSample sample : more.timed) {
            sample.stack = position[sample.stack];
            all.timed.push_back(sample);
        }
        all.memory.insert(all.memory.end(), more.memory.begin(), more.memory.end());
        add_faults(all, more);
        all.untimed += more.untimed;
        all.modules.insert(more.modules.begin(), more.modules.end());
    }
    return all;
}

TakenProfile until_ready(const TakenProfile& profile, const std::vector<TimeWindow>& start_ups) {
    require_times(profile, start_ups);
    TakenProfile part = profile;
    part.stacks = {};
    part.timed.clear();
    part.truncated = part.unrooted = 0;
    part.untimed = 0;
    part.cpu_s.reset();  // nobody knows how much of it the start-ups took
    StackCopier copier(profile.stacks, part.stacks);
    WindowSearch of_samples(start_ups);
    for (TimedSample sample : profile.timed) {
        if (!of_samples.holds(sample.at_ns)) {
            continue;
        }
        sample.stack = static_cast<std::uint32_t>(copier.add(profile.stacks[sample.stack].frames, 1));
        *part.truncated += sample.truncated ? 1 : 0;
        *part.unrooted += sample.unrooted ? 1 : 0;
        part.timed.push_back(sample);
    }
    WindowSearch of_memory(start_ups);
    std::erase_if(part.memory, [&](const TimedMemory& value) { return !of_memory.holds(value.at_ns); });
    std::vector<double> lengths_s;
    std::ranges::transform(start_ups, std::back_inserter(lengths_s), seconds_of);
    part.until_ready_s = statistics::median(statistics::Sample(lengths_s));
    part.duration_s = 0;
    for (const double length_s : lengths_s) {
        *part.duration_s += length_s;
    }
    return part;
}

}  // namespace ratchet
