#include "measure/cpu_order.hpp"

#include <algorithm>
#include <cstddef>

namespace ratchet {
namespace {

using Cores = std::vector<std::vector<int>>;

std::size_t cpus_of(const Cores& cores) {
    std::size_t count = 0;
    for (const std::vector<int>& core : cores) {
        count += core.size();
    }
    return count;
}

/// Whole cores to either side by turns.
std::optional<std::array<std::vector<int>, 2>> deal_out(const Cores& cores, std::optional<int> each) {
    std::array<Cores, 2> sides;
    for (std::size_t i = cores.size() % 2; i < cores.size(); ++i) {
        sides.at(i % 2).push_back(cores[i]);
    }
    const int most = static_cast<int>(std::min(cpus_of(sides[0]), cpus_of(sides[1])));
    const int wanted = each.value_or(most);
    if (wanted == 0 || wanted > most) {
        return std::nullopt;
    }
    return std::array{spread_over_cores(sides[0], wanted), spread_over_cores(sides[1], wanted)};
}

}  // namespace

std::vector<int> spread_over_cores(const std::vector<std::vector<int>>& cores, int wanted) {
    std::vector<int> chosen;
    std::size_t most_threads = 0;
    for (const std::vector<int>& core : cores) {
        most_threads = std::max(most_threads, core.size());
    }
    for (std::size_t thread = 0; thread < most_threads; ++thread) {
        for (auto core = cores.rbegin(); core != cores.rend(); ++core) {
            if (thread < core->size() && static_cast<int>(chosen.size()) < wanted) {
                chosen.push_back((*core)[thread]);
            }
        }
    }
    if (static_cast<int>(chosen.size()) < wanted) {
        return {};
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

std::optional<std::array<std::vector<int>, 2>> split_over_cores(const std::vector<std::vector<int>>& cores,
                                                                std::optional<int> each) {
    if (auto sets = deal_out(cores, each)) {
        return sets;
    }
    Cores threads;
    for (const std::vector<int>& core : cores) {
        for (const int cpu : core) {
            threads.push_back({cpu});
        }
    }
    return deal_out(threads, each);
}

}  // namespace ratchet
