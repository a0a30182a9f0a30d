#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ratchet {

/// `bytes` as a gzip file (RFC 1952) without a name or a time, so that the same bytes give the same file.
/// Nothing where Ratchet was built without zlib.
std::optional<std::string> gzip(std::string_view bytes);

}  // namespace ratchet
