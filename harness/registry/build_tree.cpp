#include "registry/build_tree.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace ratchet {

std::optional<std::string> cache_value(std::string_view cache, std::string_view name) {
    while (!cache.empty()) {
        const std::size_t end = std::min(cache.find('\n'), cache.size());
        const std::string_view line = cache.substr(0, end);
        cache.remove_prefix(std::min(end + 1, cache.size()));
        if (!line.starts_with(name) || !line.substr(name.size()).starts_with(':')) {  // NAME:TYPE=VALUE
            continue;
        }
        const std::size_t equals = line.find('=', name.size());
        if (equals != std::string_view::npos) {
            return std::string(line.substr(equals + 1));
        }
    }
    return std::nullopt;
}

std::vector<std::string> by_preference(std::vector<std::string> configurations) {
    constexpr std::array<std::string_view, 3> optimised = {"Release", "RelWithDebInfo", "MinSizeRel"};
    const auto rank = [&optimised](const std::string& configuration) {
        return std::tuple(std::find(optimised.begin(), optimised.end(), configuration), configuration);
    };
    std::sort(configurations.begin(), configurations.end(),
              [&rank](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
    return configurations;
}

}  // namespace ratchet
