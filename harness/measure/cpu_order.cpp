#include "measure/cpu_order.hpp"

#include <algorithm>
#include <cstddef>

namespace ratchet {

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

}  // namespace ratchet
