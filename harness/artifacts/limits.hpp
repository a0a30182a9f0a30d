#pragma once

#include <cstddef>

namespace ratchet::artifacts {

/// A file or document larger than this is refused: nothing that Ratchet writes comes near it.
inline constexpr std::size_t max_document_bytes = std::size_t{64} << 20U;

}  // namespace ratchet::artifacts
