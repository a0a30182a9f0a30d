#pragma once

#include <filesystem>
#include <string>

namespace ratchet {

/// A directory of this process's own for as long as it lives, in the system's place for temporary files.
class ScratchDirectory {
  public:
    /// `purpose` is part of its name. Throws `Error(measurement)` when it cannot be made.
    explicit ScratchDirectory(const std::string& purpose);
    /// Removes it with all that is in it. A program may have put anything there; what cannot be removed
    /// stays.
    ~ScratchDirectory();
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace ratchet
