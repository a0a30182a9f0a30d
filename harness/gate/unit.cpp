#include "gate/unit.hpp"

#include <algorithm>
#include <array>

namespace ratchet {

namespace {

constexpr std::array<Unit, 12> units = {{
    {"B", "B", 1},
    {"KiB", "B", 1024},
    {"MiB", "B", 1024.0 * 1024},
    {"GiB", "B", 1024.0 * 1024 * 1024},
    {"kB", "B", 1e3},
    {"MB", "B", 1e6},
    {"GB", "B", 1e9},
    {"ns", "s", 1e-9},
    {"us", "s", 1e-6},
    {"ms", "s", 1e-3},
    {"s", "s", 1},
    {"%", "1", 0.01},
}};

}  // namespace

const Unit* find_unit(std::string_view name) {
    // Unicode has two letters that read as "micro"; keyboards give either.
    if (name == "\u00b5s" || name == "\u03bcs") {
        name = "us";
    }
    const auto* const found =
        std::find_if(units.begin(), units.end(), [name](const Unit& unit) { return unit.name == name; });
    return found == units.end() ? nullptr : found;
}

}  // namespace ratchet
