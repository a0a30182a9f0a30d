#pragma once

#include <string_view>

namespace ratchet {

/// A unit that a limit may be written in.
struct Unit {
    std::string_view name;  ///< as printed: "MiB", "ms", "%"
    std::string_view base;  ///< the unit it is a multiple of: "B", "s" or "1"
    double factor = 1;      ///< this unit in base units
};

/// The unit that `name` stands for, or nullptr. Case matters (`kB`, `MiB`); `µs` is `us`.
const Unit* find_unit(std::string_view name);

/// Every name that `find_unit` knows, for messages.
inline constexpr std::string_view unit_names = "B KiB MiB GiB kB MB GB ns us ms s %";

}  // namespace ratchet
