#include "base/environment.hpp"

namespace ratchet {

std::optional<std::string> variable(const std::map<std::string, std::string>& environment,
                                    const std::string& name) {
    const auto found = environment.find(name);
    return found == environment.end() || found->second.empty() ? std::nullopt : std::optional(found->second);
}

}  // namespace ratchet
