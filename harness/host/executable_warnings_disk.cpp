#include "host/executable_warnings_disk.hpp"

#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "host/elf.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ratchet {

std::vector<Warning> warn_of_executable(const std::string& path) {
    std::vector<Warning> warnings;
    try {
        const std::optional<RegularFile> file = RegularFile::open(path);
        const auto sections = file ? read_elf_sections([&](std::uint64_t offset, std::size_t count) {
            return file->read_at(offset, count);
        })
                                   : std::nullopt;
        if (sections && !sections->symbols) {
            warnings.push_back({WarningKind::stripped, path, "no .symtab"});
        }
        if (sections && !sections->unwind_tables) {
            warnings.push_back({WarningKind::no_unwind_tables, path, "neither .eh_frame nor .debug_frame"});
        }
    } catch (const Error&) {
        warnings.clear();  // a pipe or a directory in its place: the runs have told that
    }
    return warnings;
}

}  // namespace ratchet
