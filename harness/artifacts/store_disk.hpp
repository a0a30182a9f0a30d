#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/// Files as whole values: a reader sees the old content or the new, never a part. Every error is an
/// `Error(artifact)` that names the file and what the system said.
namespace ratchet::artifacts {

/// Makes `text` the content of `path`, whatever was there before (a symbolic link is replaced, not
/// followed). The directory must exist. Written to a temporary name in the same directory and renamed; on
/// failure the temporary file is removed and the old content is still there. Not waited for until it is on
/// the disk: a crash of the machine may lose it.
void write_atomically(const std::filesystem::path& path, std::string_view text);

/// The same, for what must survive a crash of the machine: file and directory are synced.
void write_durably(const std::filesystem::path& path, std::string_view text);

/// Removes the temporary files in `directory` whose writers were killed.
void remove_abandoned(const std::filesystem::path& directory);

/// The content of a regular file of at most 64 MiB.
std::string read_text(const std::filesystem::path& path);

/// The same, or nothing when there is no such file. Any other failure is still an error: a file that is
/// there and cannot be read is not a missing one.
std::optional<std::string> read_text_if_present(const std::filesystem::path& path);

/// Creates and returns `parent/name`, or `parent/name_2`, `_3`, … when that is taken; of several processes
/// that ask at once each gets its own. The parent must exist.
std::filesystem::path make_unique_directory(const std::filesystem::path& parent, const std::string& name);

/// Points the symbolic link `link` at `target` (kept as given), replacing the link or file that was there.
void replace_link(const std::filesystem::path& link, const std::string& target);

}  // namespace ratchet::artifacts
