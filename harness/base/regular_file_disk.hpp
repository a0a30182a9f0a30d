#pragma once

#include "base/file_descriptor_linux.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace ratchet {

/// A regular file opened for reading. Links are followed, but a FIFO, device, socket or directory is never
/// opened, since that alone can block for ever or act on the device.
class RegularFile {
  public:
    /// Nothing when there is nothing at `path`; `Error(artifact)` when it cannot be opened or is not a
    /// regular file.
    [[nodiscard]] static std::optional<RegularFile> open(const std::filesystem::path& path);

    /// Size when it was opened, in bytes; 0 for the generated files of /proc and /sys.
    [[nodiscard]] std::uint64_t size() const { return size_; }

    /// Up to `count` bytes from `offset`; fewer only at the end of the file. `Error(artifact)` when reading
    /// fails.
    [[nodiscard]] std::string read_at(std::uint64_t offset, std::size_t count) const;

  private:
    RegularFile(std::filesystem::path path, FileDescriptor descriptor, std::uint64_t size);

    std::filesystem::path path_;
    FileDescriptor descriptor_;
    std::uint64_t size_ = 0;
};

/// The whole content of the regular file at `path`, or nothing when there is none. `Error(artifact)` when it
/// is not a regular file, cannot be read, or is longer than `max_bytes`.
[[nodiscard]] std::optional<std::string> read_regular_file(const std::filesystem::path& path,
                                                           std::size_t max_bytes);

/// The last `most_bytes` of it, or nothing when there is none. `Error(artifact)` as above.
[[nodiscard]] std::string end_of_regular_file(const std::filesystem::path& path, std::uint64_t most_bytes);

}  // namespace ratchet
