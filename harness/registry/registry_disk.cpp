#include "registry/registry_disk.hpp"

#include "base/regular_file_disk.hpp"
#include "registry/registry_codec.hpp"

namespace ratchet {

ProjectRegistry read_registry(const std::filesystem::path& directory) {
    constexpr std::size_t max_bytes = std::size_t{64} << 20U;
    return parse_registry({directory.string(), [&directory](const std::string& file) {
                               return read_regular_file(directory / file, max_bytes);
                           }});
}

}  // namespace ratchet
