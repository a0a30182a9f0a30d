#pragma once

#include "model/scenario.hpp"

#include <functional>
#include <optional>
#include <string>

namespace ratchet {

/// Where a registry's texts come from.
struct RegistryTexts {
    std::string directory;  ///< where the files lie, for messages
    std::function<std::optional<std::string>(const std::string& file)>
        read;  ///< nothing: there is no such file
};

/// Puts together what configure (`index.json`, `<group>.group.json`, `<group>.<name>.command.json`) and build
/// (`<group>.names`, `<group>.scenarios.json`) know of a project. Only files that the index names are read.
/// - A group without `.names` has not been built: it is listed in `not_built` and has no scenarios.
/// - Options: the scenario's own beat those of its group, which beat the defaults; `option_origin` says
/// which.
///   A description also comes from the program's own listing (origin "program"), over its group's.
/// - Whether a program is optimised or sanitized: from its listing, else from the build's settings.
/// - A suite keeps members that do not exist (see `unknown_members`).
/// Throws `Error(usage)` when there is no index, `Error(artifact)` that names file and field when anything is
/// malformed, contradictory or missing.
[[nodiscard]] ProjectRegistry parse_registry(const RegistryTexts& texts);

}  // namespace ratchet
