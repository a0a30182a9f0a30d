#include "profile/alike_stacks.hpp"

#include "base/text.hpp"
#include "profile/baseline_stacks.hpp"
#include "profile/matched_functions.hpp"

#include <map>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

bool is_by_perf_events(ProfileRung rung) {
    return rung == ProfileRung::kernel_and_user || rung == ProfileRung::user_only;
}

/// As functions are called in the source, and modules where `modules` says so.
Stacks renamed(const Stacks& stacks, const std::map<std::string, std::string>& modules, bool with_kernel) {
    Stacks copy;
    std::vector<FrameIndex> index;
    for (const Frame& frame : stacks.frames()) {
        const Frame source = source_frame(frame);
        const auto module = modules.find(source.module);
        index.push_back(
            copy.index_of(source.function, module == modules.end() ? source.module : module->second));
    }
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        const StackView stack = stacks[i];
        if (!with_kernel && stacks.frames()[stack.frames.back()].module == "[kernel]") {
            continue;
        }
        std::vector<FrameIndex> frames;
        for (const FrameIndex frame : stack.frames) {
            frames.push_back(index[frame]);
        }
        copy.add(frames, stack.samples);
    }
    return copy;
}

}  // namespace

std::optional<std::string> why_not_comparable(const TakenProfile& now, const TakenProfile& baseline) {
    if (now.stacks.empty() || baseline.stacks.empty()) {
        return fmt::format("the profile of {} has no samples",
                           now.stacks.empty() ? "this build" : "the baseline");
    }
    if (now.unit != baseline.unit) {
        return fmt::format("the profile counts {}, that of the baseline {}", printable(now.unit),
                           printable(baseline.unit));
    }
    if (now.rung != baseline.rung && !(is_by_perf_events(now.rung) && is_by_perf_events(baseline.rung))) {
        return "the profile of this build and that of the baseline are by different profilers";
    }
    return std::nullopt;
}

bool both_see_kernel(const TakenProfile& now, const TakenProfile& baseline) {
    return now.rung == baseline.rung && now.rung != ProfileRung::user_only;
}

AlikeStacks alike_stacks(const TakenProfile& now, const TakenProfile& baseline) {
    const bool with_kernel = both_see_kernel(now, baseline);
    const Stacks now_named = renamed(now.stacks, {}, with_kernel);
    const Stacks before_named =
        renamed(baseline.stacks, renamed_modules(now.stacks, baseline.stacks), with_kernel);
    return {comparable_with(before_named, now_named), comparable_with(now_named, before_named)};
}

}  // namespace ratchet
