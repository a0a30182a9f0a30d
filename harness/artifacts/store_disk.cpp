#include "artifacts/store_disk.hpp"

#include "artifacts/limits.hpp"
#include "base/error.hpp"
#include "base/file_descriptor_linux.hpp"
#include "base/regular_file_disk.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <regex>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ratchet::artifacts {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(const fs::path& path, std::string_view what, std::string_view advice) {
    throw Error(ErrorCode::artifact, fmt::format("{}; {}", what, advice), path.string());
}

[[noreturn]] void fail_write(const fs::path& path, int error) {
    const bool no_room = error == ENOSPC || error == EDQUOT || error == EFBIG;
    fail(path, fmt::format("cannot be written: {}", std::generic_category().message(error)),
         no_room ? "make room and try again, what was there before is unchanged"
                 : "check its directory, what was there before is unchanged");
}

/// A file or link beside `target` that is removed unless it takes the target's place.
class Temporary {
  public:
    /// `create(name)` makes it and returns a negative number when it cannot, as it must when the name exists:
    /// so nobody's file is overwritten and nobody's link followed.
    template <class Create>
    Temporary(const fs::path& target, const Create& create) : target_(target) {
        static std::atomic<unsigned> counter{0};
        int made = -1;
        do {
            path_ = target.parent_path() / fmt::format(".ratchet-{}-{}.tmp", ::getpid(), counter++);
            made = create(path_.c_str());
        } while (made < 0 && errno == EEXIST);
        if (made < 0) {
            fail_write(target_, errno);
        }
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() {
        if (!in_place_) {
            ::unlink(path_.c_str());
        }
    }

    void take_place() {
        if (::rename(path_.c_str(), target_.c_str()) != 0) {
            fail_write(target_, errno);
        }
        in_place_ = true;
    }

  private:
    fs::path target_;
    fs::path path_;
    bool in_place_ = false;
};

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

/// Makes a rename survive a crash of the machine.
void sync_directory_of(const fs::path& path) {
    const fs::path directory = path.has_parent_path() ? path.parent_path() : fs::path(".");
    const FileDescriptor descriptor(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some file systems cannot sync a directory (EINVAL): then the rename is as durable as they make it.
    if (!descriptor.is_open() || (::fsync(descriptor.get()) != 0 && errno != EINVAL)) {
        fail(path,
             fmt::format("was written, but may not survive a crash: {}",
                         std::generic_category().message(errno)),
             "check its directory");
    }
}

enum class Sync { never, before_rename };

void replace_content(const fs::path& path, std::string_view text, Sync sync) {
    int descriptor = -1;
    Temporary temporary(path, [&descriptor](const char* name) {
        return descriptor = ::open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    });
    FileDescriptor file(descriptor);
    const bool complete = write_all(file.get(), text) && (sync == Sync::never || ::fsync(file.get()) == 0);
    if (!complete || !file.close()) {
        fail_write(path, errno);
    }
    temporary.take_place();
}

}  // namespace

void write_atomically(const fs::path& path, std::string_view text) {
    replace_content(path, text, Sync::never);
}

void write_durably(const fs::path& path, std::string_view text) {
    replace_content(path, text, Sync::before_rename);
    sync_directory_of(path);
}

void remove_abandoned(const fs::path& directory) {
    static const std::regex pattern(R"(\.ratchet-([0-9]{1,9})-[0-9]+\.tmp)");
    std::error_code unreadable;  // what cannot be listed cannot be written to either, which tells
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, unreadable)) {
        const std::string name = entry.path().filename().string();
        std::smatch match;
        if (std::regex_match(name, match, pattern) && ::kill(std::stoi(match[1]), 0) != 0 && errno == ESRCH) {
            ::unlink(entry.path().c_str());
        }
    }
}

std::optional<std::string> read_text_if_present(const fs::path& path) {
    std::optional<std::string> text = read_regular_file(path, max_document_bytes);
    std::error_code why;
    if (!text && fs::symlink_status(path, why).type() == fs::file_type::not_found &&
        why == std::errc::not_a_directory) {
        fail(path, "is below a file", "remove what stands in the place of its directory");
    }
    return text;
}

std::string read_text(const fs::path& path) {
    std::optional<std::string> text = read_text_if_present(path);
    if (!text) {
        fail(path, "does not exist", "check its name");
    }
    return *std::move(text);
}

fs::path make_unique_directory(const fs::path& parent, const std::string& name) {
    for (int suffix = 1;; ++suffix) {
        fs::path path = parent / (suffix == 1 ? name : fmt::format("{}_{}", name, suffix));
        if (::mkdir(path.c_str(), 0777) == 0) {
            return path;
        }
        if (errno != EEXIST) {
            fail(path, fmt::format("cannot be created: {}", std::generic_category().message(errno)),
                 "check its directory");
        }
    }
}

void replace_link(const fs::path& link, const std::string& target) {
    Temporary temporary(link, [&target](const char* name) { return ::symlink(target.c_str(), name); });
    temporary.take_place();
    sync_directory_of(link);
}

}  // namespace ratchet::artifacts
