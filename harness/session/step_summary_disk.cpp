#include "session/step_summary_disk.hpp"

#include "base/error.hpp"
#include "base/file_descriptor_linux.hpp"
#include "report/github.hpp"
#include "report/markdown.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ratchet {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& why) {
    throw Error(ErrorCode::artifact,
                fmt::format("the step's summary cannot be written: {}; check GITHUB_STEP_SUMMARY", why),
                file.string());
}

std::string last_error() {
    return std::generic_category().message(errno);
}

void write_all(const FileDescriptor& descriptor, std::string_view text, const std::filesystem::path& file) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor.get(), text.data(), text.size());
        if (written < 0 && errno != EINTR) {
            fail(file, last_error());
        }
        text.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
}

}  // namespace

void append_step_summary(const std::filesystem::path& file, const SessionReport& report) {
    // O_NONBLOCK keeps a FIFO from blocking.
    const FileDescriptor descriptor(
        ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0644));
    struct stat status {};
    if (!descriptor.is_open() || ::fstat(descriptor.get(), &status) != 0) {
        fail(file, last_error());
    }
    if (!S_ISREG(status.st_mode)) {
        fail(file, "it is not a regular file");
    }
    const auto taken = static_cast<std::size_t>(std::max<off_t>(status.st_size, 0));
    const std::size_t room = github_summary_limit - std::min(taken, github_summary_limit);
    // A heading needs an empty line before it, whatever the step wrote last.
    const std::string_view gap = taken == 0 || room == 0 ? "" : "\n\n";
    const std::string summary =
        github_summary(markdown_summary(report), room - std::min(gap.size(), room), report.report_path);
    if (!summary.empty()) {
        write_all(descriptor, std::string(gap) + summary, file);
    }
}

}  // namespace ratchet
