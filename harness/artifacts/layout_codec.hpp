#pragma once

#include "model/layout_spread.hpp"

#include <string>
#include <string_view>

namespace ratchet::artifacts {

std::string to_json(const LayoutRecord& layouts);

/// Throws `Error(artifact)` with `where` and the field for what is no such document.
LayoutRecord layouts_from_json(std::string_view text, const std::string& where);

}  // namespace ratchet::artifacts
