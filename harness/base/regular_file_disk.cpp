#include "base/regular_file_disk.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

namespace ratchet {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int code) {
    throw Error(ErrorCode::artifact,
                fmt::format("cannot be read: {}; check its permissions and the links in its path",
                            std::generic_category().message(code)),
                path.string());
}

void require_regular(const std::filesystem::path& path, const struct stat& status) {
    if (!S_ISREG(status.st_mode)) {
        throw Error(ErrorCode::artifact, "is not a regular file; remove what stands in its place",
                    path.string());
    }
}

}  // namespace

RegularFile::RegularFile(std::filesystem::path path, FileDescriptor descriptor, std::uint64_t size)
    : path_(std::move(path)), descriptor_(std::move(descriptor)), size_(size) {}

std::optional<RegularFile> RegularFile::open(const std::filesystem::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return std::nullopt;
        }
        fail(path, errno);
    }
    require_regular(path, status);
    // What was looked at may have been replaced since: O_NONBLOCK keeps a FIFO from blocking, and the second
    // look is at what was really opened.
    FileDescriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!descriptor.is_open() || ::fstat(descriptor.get(), &status) != 0) {
        fail(path, errno);
    }
    require_regular(path, status);
    return RegularFile(path, std::move(descriptor), static_cast<std::uint64_t>(status.st_size));
}

std::string RegularFile::read_at(std::uint64_t offset, std::size_t count) const {
    std::string bytes(count, '\0');
    std::size_t have = 0;
    while (have < count) {
        const ssize_t got =
            ::pread(descriptor_.get(), bytes.data() + have, count - have, static_cast<off_t>(offset + have));
        if (got < 0 && errno != EINTR) {
            fail(path_, errno);
        }
        if (got == 0) {
            break;
        }
        have += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    bytes.resize(have);
    return bytes;
}

std::optional<std::string> read_regular_file(const std::filesystem::path& path, std::size_t max_bytes) {
    const std::optional<RegularFile> file = RegularFile::open(path);
    if (!file) {
        return std::nullopt;
    }
    // One piece holds the whole file, unless it grows meanwhile or, like those of /proc, does not know its
    // size.
    const auto piece = static_cast<std::size_t>(std::clamp<std::uint64_t>(file->size() + 1, 4096, 1U << 20U));
    std::string text;
    while (text.size() <= max_bytes) {
        const std::string more = file->read_at(text.size(), piece);
        text += more;
        if (more.size() < piece) {
            break;
        }
    }
    if (text.size() > max_bytes) {
        throw Error(ErrorCode::artifact,
                    fmt::format("is larger than {}; Ratchet reads no such file",
                                format_bytes(static_cast<double>(max_bytes))),
                    path.string());
    }
    return text;
}

std::string end_of_regular_file(const std::filesystem::path& path, std::uint64_t most_bytes) {
    const std::optional<RegularFile> file = RegularFile::open(path);
    return file ? file->read_at(file->size() - std::min(file->size(), most_bytes), most_bytes) : "";
}

}  // namespace ratchet
