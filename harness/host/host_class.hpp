#pragma once

#include "model/host.hpp"

#include <string>
#include <string_view>

namespace ratchet {

/// The slug that says which hosts' numbers may be compared: CPU vendor, family and model, logical CPUs,
/// virtualised or not ("amd-25-17-2cpu-virtual"). The architecture stands in for a vendor that is not told.
/// `chosen` (RATCHET_HOST_CLASS), when not empty, is taken instead. The class names a directory:
/// `Error(usage)` unless `chosen` follows the grammar of a scenario's name in at most 100 characters.
[[nodiscard]] std::string host_class(const HostFingerprint& host, std::string_view chosen = {});

}  // namespace ratchet
