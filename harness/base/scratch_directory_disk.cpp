#include "base/scratch_directory_disk.hpp"

#include "base/error.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace ratchet {

ScratchDirectory::ScratchDirectory(const std::string& purpose) {
    std::error_code absent;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(absent);
    if (absent) {
        const char* const asked_for = std::getenv("TMPDIR");
        throw Error(ErrorCode::measurement, "is no directory for temporary files; unset TMPDIR or make it",
                    asked_for == nullptr ? "/tmp" : asked_for);
    }
    std::string name = (parent / ("ratchet-" + purpose + "-XXXXXX")).string();
    if (mkdtemp(name.data()) == nullptr) {
        throw Error(ErrorCode::measurement,
                    "cannot make a temporary directory: " + std::generic_category().message(errno), name);
    }
    path_ = name;
}

ScratchDirectory::~ScratchDirectory() {
    std::error_code stays;
    std::filesystem::remove_all(path_, stays);
}

}  // namespace ratchet
