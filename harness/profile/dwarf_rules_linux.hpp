#pragma once

#include "profile/frame_rules.hpp"

#include <cstdint>
#include <optional>

#include <elfutils/libdw.h>

namespace ratchet {

/// The rules that `table` has for `address` of its own file; nothing where it has none, or rules that this
/// machine's registers do not have.
std::optional<FrameRules> dwarf_rules(Dwarf_CFI* table, std::uint64_t address);

}  // namespace ratchet
