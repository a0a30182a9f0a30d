#include "profile/function_shares.hpp"

#include "base/text.hpp"
#include "statistics/two_proportions.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace ratchet {

ShareInterval share_interval(std::uint64_t samples, std::uint64_t total) {
    if (total == 0) {
        return {0, 1};
    }
    constexpr double z = 1.959963984540054;  // of the normal distribution, 97.5 %
    const statistics::Interval bounds = statistics::share_interval({samples, total}, z);
    return {bounds.lower, bounds.upper};
}

bool is_sampled(const TakenProfile& profile) {
    return profile.unit == "samples";
}

std::vector<FunctionShare> function_shares(const TakenProfile& profile) {
    const Stacks& stacks = profile.stacks;
    std::vector<FunctionShare> shares(stacks.frames().size());
    constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> last_stack(shares.size(), nowhere);
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        const StackView stack = stacks[i];
        shares[stack.frames.back()].self_samples += stack.samples;
        for (const FrameIndex frame : stack.frames) {
            if (last_stack[frame] != i) {
                last_stack[frame] = i;
                shares[frame].inclusive_samples += stack.samples;
            }
        }
    }
    for (std::size_t i = 0; i < shares.size(); ++i) {
        FunctionShare& share = shares[i];
        share.frame = stacks.frames()[i];
        share.self_share = share_of(share.self_samples, stacks.samples());
        share.inclusive_share = share_of(share.inclusive_samples, stacks.samples());
        if (is_sampled(profile)) {
            share.self_interval = share_interval(share.self_samples, stacks.samples());
            share.inclusive_interval = share_interval(share.inclusive_samples, stacks.samples());
        }
    }
    std::erase_if(shares, [](const FunctionShare& share) { return share.inclusive_samples == 0; });
    std::ranges::sort(shares, [](const FunctionShare& a, const FunctionShare& b) {
        return std::tie(b.self_samples, b.inclusive_samples, a.frame) <
               std::tie(a.self_samples, a.inclusive_samples, b.frame);
    });
    return shares;
}

std::vector<std::size_t> by_inclusive(const std::vector<FunctionShare>& shares) {
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&shares](std::size_t a, std::size_t b) {
        return shares[a].inclusive_samples > shares[b].inclusive_samples;
    });
    return order;
}

std::string shown_function(const Frame& frame) {
    return frame.function.empty() ? "[unknown]" : printable(frame.function);
}

double share_of(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace ratchet
