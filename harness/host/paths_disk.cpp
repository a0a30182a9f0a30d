#include "host/paths_disk.hpp"

#include <system_error>

namespace ratchet {

std::string resolved_path(const std::filesystem::path& path) {
    std::error_code failed;
    const std::filesystem::path canonical = std::filesystem::weakly_canonical(path, failed);
    return (failed ? path : canonical).string();
}

}  // namespace ratchet
