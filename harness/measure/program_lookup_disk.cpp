#include "measure/program_lookup_disk.hpp"

#include "base/text.hpp"

#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

/// Why `path` cannot be executed; nothing when it can.
std::optional<std::string> obstacle(const fs::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
        return errno == ENOENT || errno == ENOTDIR ? "does not exist; build it, or correct its path"
                                                   : std::generic_category().message(errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return "is not a file; name the program itself";
    }
    if (faccessat(AT_FDCWD, path.c_str(), X_OK, AT_EACCESS) != 0) {
        return "is not executable; chmod +x it, or name its interpreter first";
    }
    return std::nullopt;
}

ProgramLookup refuse(const fs::path& path, const std::string& why) {
    return {"", fmt::format("'{}' {}", printable(path.string()), why)};
}

}  // namespace

ProgramLookup find_program(const std::string& name, std::string_view search_path,
                           const std::string& working_directory) {
    if (name.empty()) {
        return {"", "the command is empty; name a program"};
    }
    const fs::path base = working_directory;
    if (name.find('/') != std::string::npos) {
        const std::optional<std::string> why = obstacle(base / name);
        return why ? refuse(base / name, *why) : ProgramLookup{name, ""};
    }
    std::optional<ProgramLookup> passed_over;
    for (std::string_view rest = search_path;;) {
        const std::size_t colon = rest.find(':');
        const fs::path candidate = base / rest.substr(0, colon) / name;
        const std::optional<std::string> why = obstacle(candidate);
        if (!why) {
            return {fs::absolute(candidate).string(), ""};
        }
        std::error_code unseen;  // as execvp does, a directory that may not be entered is passed over
        if (!passed_over && fs::is_regular_file(candidate, unseen)) {
            passed_over = refuse(candidate, *why);
        }
        if (colon == std::string_view::npos) {
            break;
        }
        rest.remove_prefix(colon + 1);
    }
    return passed_over.value_or(
        ProgramLookup{"", fmt::format("'{}' was not found in PATH ({}); install it, or name it by its path",
                                      printable(name), printable(search_path))});
}

}  // namespace ratchet
