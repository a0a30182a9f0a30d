#include "profile/hot_functions.hpp"

#include "base/text.hpp"
#include "profile/function_shares.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string_view rung_text(ProfileRung rung) {
    switch (rung) {
        case ProfileRung::kernel_and_user:
            return "perf events, the kernel's functions included";
        case ProfileRung::user_only:
            return "perf events, without the kernel's functions";
        case ProfileRung::gperftools:
            return "libprofiler.so of gperftools";
        case ProfileRung::callgrind:
            return "callgrind; stacks are an estimate from its call graph, each function's own count is "
                   "exact";
        case ProfileRung::imported:
            return "another tool";
        case ProfileRung::counters:
            return "the CPU's counters";
    }
    return "";
}

std::string share_text(std::uint64_t part, std::uint64_t all) {
    return format_percent(all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all));
}

}  // namespace

std::vector<HotFunction> hot_functions(const Stacks& stacks, std::size_t most) {
    std::vector<HotFunction> functions;
    for (const Frame& frame : stacks.frames()) {
        functions.push_back({frame, 0, 0});
    }
    std::vector<std::size_t> last_seen_in(functions.size(), 0);
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        const StackView stack = stacks[i];
        functions[stack.frames.back()].self += stack.samples;
        for (const FrameIndex frame : stack.frames) {
            if (last_seen_in[frame] != i + 1) {
                last_seen_in[frame] = i + 1;
                functions[frame].inclusive += stack.samples;
            }
        }
    }
    std::erase_if(functions, [](const HotFunction& function) { return function.self == 0; });
    std::ranges::sort(functions, [](const HotFunction& a, const HotFunction& b) {
        return a.self != b.self ? a.self > b.self : a.frame < b.frame;
    });
    functions.resize(std::min(functions.size(), most));
    return functions;
}

std::string describe_profile(const TakenProfile& profile) {
    const std::uint64_t all = profile.stacks.samples();
    std::string text = fmt::format("{} {}", all, profile.unit);
    if (profile.frequency_hz) {
        text += fmt::format(" at {:.0f} Hz", *profile.frequency_hz);
    }
    text += fmt::format(" by {}", rung_text(profile.rung));
    if (is_sampled(profile)) {
        text +=
            fmt::format("; lost {}, truncated {}, unrooted {}", share_text(profile.lost, all + profile.lost),
                        share_text(profile.truncated, all), share_text(profile.unrooted, all));
    }
    if (profile.throttled > 0) {
        text += fmt::format("; slowed down by the kernel {} times", profile.throttled);
    }
    if (!profile.why_no_better.empty()) {
        text += fmt::format(" ({})", profile.why_no_better);
    }
    return text;
}

}  // namespace ratchet
