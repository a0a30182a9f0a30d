#include "measure/quiet.hpp"

#include "statistics/location.hpp"

#include <algorithm>
#include <cstddef>

namespace ratchet {

bool is_quiet(const std::map<std::string, double>& now, const Calibration& known) {
    constexpr std::size_t fewest = 5;
    constexpr double tolerance = 1.05;
    return std::ranges::all_of(known.kernels, [&](const auto& kernel) {
        const auto& [name, values] = kernel;
        const auto current = now.find(name);
        return values.size() < fewest || current == now.end() ||
               current->second <= tolerance * statistics::quantile(statistics::Sample(values), 0.25);
    });
}

}  // namespace ratchet
