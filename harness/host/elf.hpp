#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// Gives the bytes [offset, offset + count) of a file, fewer only at its end.
using ByteSource = std::function<std::string(std::uint64_t offset, std::size_t count)>;

struct ElfFile {
    std::optional<std::string>
        interpreter;  ///< absolute path of its dynamic linker; absent: static, or a library
};

/// Reads the headers of an ELF file of either word size and byte order. Nothing when it is no ELF file, or
/// one that is truncated or contradicts itself: the kernel would not execute it either.
[[nodiscard]] std::optional<ElfFile> parse_elf(const ByteSource& bytes);

/// What an ELF file tells profilers.
struct ElfSections {
    bool symbols = false;        ///< the names of its functions: it is not stripped
    bool unwind_tables = false;  ///< how to follow its stacks (.eh_frame or .debug_frame)

    bool operator==(const ElfSections&) const = default;
};

/// Reads the section headers of an ELF file of either word size and byte order. Nothing when it is no ELF
/// file, or one that is truncated, contradicts itself or has no sections.
[[nodiscard]] std::optional<ElfSections> read_elf_sections(const ByteSource& bytes);

/// Whether `interpreter` is called like a dynamic linker ("/lib64/ld-linux-x86-64.so.2"), which makes it safe
/// to ask it with --list: any other program of that name in a hostile file would simply be run.
[[nodiscard]] bool is_dynamic_linker(std::string_view interpreter);

/// The paths in a dynamic linker's --list, in order; relative ones are relative to the directory it ran in.
/// Libraries without a file (vdso) or not found are left out.
[[nodiscard]] std::vector<std::string> listed_libraries(std::string_view listing);

}  // namespace ratchet
