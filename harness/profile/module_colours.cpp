#include "profile/module_colours.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace ratchet {
namespace {

constexpr unsigned grey = 0;
constexpr unsigned of_kernel = 1;
constexpr unsigned first_free = 2;
constexpr unsigned free_colours = module_colour_count + 1 - first_free;

/// FNV-1a, the same everywhere, which `std::hash` is not.
std::uint64_t fnv_digest(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    return hash ^ (hash >> 32U);
}

std::string_view without_version(std::string_view module) {
    return module.substr(0, module.find(".so"));
}

}  // namespace

std::vector<unsigned> module_colours(const std::vector<std::string>& modules) {
    std::vector<std::size_t> by_name(modules.size());
    std::iota(by_name.begin(), by_name.end(), std::size_t{0});
    std::ranges::sort(by_name, {}, [&](std::size_t i) -> const std::string& { return modules[i]; });
    std::vector<unsigned> colours(modules.size(), grey);
    std::array<bool, free_colours> taken{};
    for (const std::size_t i : by_name) {
        if (modules[i].empty()) {
            continue;
        }
        if (modules[i] == "[kernel]") {
            colours[i] = of_kernel;
            continue;
        }
        auto place = static_cast<std::size_t>(fnv_digest(without_version(modules[i])) % free_colours);
        if (std::ranges::find(taken, false) != taken.end()) {
            while (taken.at(place)) {
                place = (place + 1) % free_colours;
            }
        }
        taken.at(place) = true;
        colours[i] = first_free + static_cast<unsigned>(place);
    }
    return colours;
}

unsigned function_shade(std::string_view function) {
    return static_cast<unsigned>(fnv_digest(function) % 3);
}

}  // namespace ratchet
