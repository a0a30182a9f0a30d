#include "host/elf.hpp"

#include "host/kernel_text.hpp"

#include <limits>

namespace ratchet {
namespace {

constexpr std::uint64_t interpreter_segment = 3;  // PT_INTERP

/// Byte offsets of what is needed, System V ABI chapters 4 and 5, for one word size.
struct ElfLayout {
    std::size_t word;  ///< bytes of an offset or size
    std::size_t header_size;
    std::size_t table_offset_at;
    std::size_t entry_size_at;
    std::size_t entry_count_at;
    std::size_t entry_size;
    std::size_t segment_offset_at;
    std::size_t segment_size_at;
};

constexpr ElfLayout layout_32{4, 52, 28, 42, 44, 32, 4, 16};
constexpr ElfLayout layout_64{8, 64, 32, 54, 56, 56, 8, 32};

/// The same of the table of sections.
struct SectionLayout {
    std::size_t table_offset_at;
    std::size_t entry_size_at;  ///< the number of entries and the index of the names stand behind it
    std::size_t entry_size;
    std::size_t offset_at;
    std::size_t size_at;
};

constexpr SectionLayout sections_32{32, 46, 40, 16, 20};
constexpr SectionLayout sections_64{40, 58, 64, 24, 32};

/// The unsigned number of `size` bytes at `offset`, which must lie within `bytes`.
std::uint64_t number(std::string_view bytes, std::size_t offset, std::size_t size, bool big_endian) {
    std::uint64_t value = 0;
    for (std::size_t index = 0; index < size; ++index) {
        const std::size_t from_top = big_endian ? index : size - 1 - index;
        value = value << 8U | static_cast<unsigned char>(bytes[offset + from_top]);
    }
    return value;
}

/// Exactly `count` bytes at `offset`; nothing when the file ends before.
std::optional<std::string> whole(const ByteSource& bytes, std::uint64_t offset, std::size_t count) {
    if (offset > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) - count) {
        return std::nullopt;
    }
    std::string result = bytes(offset, count);
    return result.size() == count ? std::optional(std::move(result)) : std::nullopt;
}

/// The header of a file, and how it is to be read.
struct Header {
    bool is_32_bit;
    bool big_endian;
    std::string bytes;
};

std::optional<Header> read_header(const ByteSource& bytes) {
    constexpr std::string_view magic =
        "\x7f"
        "ELF";
    constexpr std::size_t identification_size = 16;
    const std::optional<std::string> identification = whole(bytes, 0, identification_size);
    if (!identification || !identification->starts_with(magic)) {
        return std::nullopt;
    }
    const char word_class = (*identification)[4];
    const char byte_order = (*identification)[5];
    if ((word_class != 1 && word_class != 2) || (byte_order != 1 && byte_order != 2)) {
        return std::nullopt;
    }
    std::optional<std::string> header =
        whole(bytes, 0, word_class == 1 ? layout_32.header_size : layout_64.header_size);
    return header ? std::optional(Header{word_class == 1, byte_order == 2, std::move(*header)})
                  : std::nullopt;
}

/// The program headers as they stand in the file, with what it takes to read them.
struct SegmentTable {
    ElfLayout layout;
    bool big_endian;
    std::string entries;
};

std::optional<SegmentTable> read_segments(const ByteSource& bytes) {
    const std::optional<Header> header = read_header(bytes);
    if (!header) {
        return std::nullopt;
    }
    const ElfLayout& layout = header->is_32_bit ? layout_32 : layout_64;
    const auto field = [&](std::size_t at, std::size_t size) {
        return number(header->bytes, at, size, header->big_endian);
    };
    const std::uint64_t count = field(layout.entry_count_at, 2);
    if (count > 0 && field(layout.entry_size_at, 2) != layout.entry_size) {
        return std::nullopt;
    }
    std::optional<std::string> entries = whole(bytes, field(layout.table_offset_at, layout.word),
                                               static_cast<std::size_t>(count) * layout.entry_size);
    return entries ? std::optional(SegmentTable{layout, header->big_endian, std::move(*entries)})
                   : std::nullopt;
}

/// The name that begins at `offset` of a table of names; empty beyond its end.
std::string_view name_at(std::string_view names, std::uint64_t offset) {
    if (offset >= names.size()) {
        return {};
    }
    const std::string_view rest = names.substr(static_cast<std::size_t>(offset));
    return rest.substr(0, rest.find('\0'));
}

/// The path in an interpreter segment: NUL-terminated, absolute and of a length that a path can have.
std::optional<std::string> segment_path(const ByteSource& bytes, std::uint64_t offset, std::uint64_t size) {
    constexpr std::uint64_t longest_path = 4096;
    if (size == 0 || size > longest_path) {
        return std::nullopt;
    }
    std::optional<std::string> path = whole(bytes, offset, static_cast<std::size_t>(size));
    if (!path || path->front() != '/' || path->find('\0') != path->size() - 1) {
        return std::nullopt;
    }
    path->pop_back();
    return path;
}

}  // namespace

std::optional<ElfFile> parse_elf(const ByteSource& bytes) {
    const std::optional<SegmentTable> table = read_segments(bytes);
    if (!table) {
        return std::nullopt;
    }
    const ElfLayout& layout = table->layout;
    const auto word_at = [&](std::size_t offset) {
        return number(table->entries, offset, layout.word, table->big_endian);
    };
    for (std::size_t entry = 0; entry < table->entries.size(); entry += layout.entry_size) {
        if (number(table->entries, entry, 4, table->big_endian) == interpreter_segment) {
            std::optional<std::string> path = segment_path(bytes, word_at(entry + layout.segment_offset_at),
                                                           word_at(entry + layout.segment_size_at));
            return path ? std::optional(ElfFile{std::move(path)}) : std::nullopt;
        }
    }
    return ElfFile{};
}

std::optional<ElfSections> read_elf_sections(const ByteSource& bytes) {
    const std::optional<Header> header = read_header(bytes);
    if (!header) {
        return std::nullopt;
    }
    const SectionLayout& layout = header->is_32_bit ? sections_32 : sections_64;
    const std::size_t word = header->is_32_bit ? layout_32.word : layout_64.word;
    const auto read = [&](std::string_view from, std::size_t at, std::size_t size) {
        return number(from, at, size, header->big_endian);
    };
    const std::uint64_t count = read(header->bytes, layout.entry_size_at + 2, 2);
    const std::uint64_t names_at = read(header->bytes, layout.entry_size_at + 4, 2);
    if (names_at >= count || read(header->bytes, layout.entry_size_at, 2) != layout.entry_size) {
        return std::nullopt;
    }
    const auto entries = whole(bytes, read(header->bytes, layout.table_offset_at, word),
                               static_cast<std::size_t>(count) * layout.entry_size);
    constexpr std::uint64_t most_names = std::uint64_t{1} << 20U;
    const auto entry = [&](std::uint64_t index) {
        return std::string_view(*entries).substr(static_cast<std::size_t>(index) * layout.entry_size,
                                                 layout.entry_size);
    };
    const std::uint64_t names_size = entries ? read(entry(names_at), layout.size_at, word) : most_names;
    if (names_size >= most_names) {
        return std::nullopt;
    }
    const auto names =
        whole(bytes, read(entry(names_at), layout.offset_at, word), static_cast<std::size_t>(names_size));
    if (!names) {
        return std::nullopt;
    }
    ElfSections sections;
    for (std::uint64_t index = 0; index < count; ++index) {
        constexpr std::uint64_t symbol_table = 2;  // SHT_SYMTAB
        const std::string_view name = name_at(*names, read(entry(index), 0, 4));
        const bool has_content = read(entry(index), layout.size_at, word) > 0;
        sections.symbols |= has_content && read(entry(index), 4, 4) == symbol_table;
        sections.unwind_tables |= has_content && (name == ".eh_frame" || name == ".debug_frame");
    }
    return sections;
}

bool is_dynamic_linker(std::string_view interpreter) {
    const std::string_view name = interpreter.substr(interpreter.rfind('/') + 1);
    return interpreter.starts_with('/') && name.starts_with("ld") &&
           name.find(".so") != std::string_view::npos;
}

std::vector<std::string> listed_libraries(std::string_view listing) {
    constexpr std::string_view arrow = " => ";
    std::vector<std::string> paths;
    while (!listing.empty()) {
        const std::size_t end = listing.find('\n');
        std::string_view line = trimmed(listing.substr(0, end));
        listing.remove_prefix(end == std::string_view::npos ? listing.size() : end + 1);
        const std::size_t found_as = line.find(arrow);
        if (found_as != std::string_view::npos) {
            line.remove_prefix(found_as + arrow.size());
        }
        const std::string_view path = line.substr(0, line.rfind(" (0x"));
        if (path.find('/') != std::string_view::npos) {
            paths.emplace_back(path);
        }
    }
    return paths;
}

}  // namespace ratchet
