#include "host/elf.hpp"

#include "catch.hpp"

#include <algorithm>
#include <random>

using namespace std::string_literals;
using ratchet::is_dynamic_linker;
using ratchet::listed_libraries;
using ratchet::parse_elf;

namespace {

struct ElfShape {
    bool wide = true;  ///< 64 bit
    bool big_endian = false;
};

void put(std::string& bytes, std::size_t offset, std::size_t size, std::uint64_t value, bool big_endian) {
    for (std::size_t index = 0; index < size; ++index) {
        const std::size_t shift = 8 * (big_endian ? size - 1 - index : index);
        bytes.at(offset + index) = static_cast<char>(value >> shift & 0xFFU);
    }
}

constexpr auto path = "/lib64/ld-linux-x86-64.so.2";

/// A file of two segments, the second of which names an interpreter; the path is the last thing in it.
std::string elf_file(const ElfShape& shape = {}, const std::string& interpreter = path + "\0"s,
                     std::uint64_t segment_type = 3) {
    const std::size_t word = shape.wide ? 8 : 4;
    const std::size_t header = shape.wide ? 64 : 52;
    const std::size_t entry = shape.wide ? 56 : 32;
    std::string bytes(header + 2 * entry, '\0');
    bytes.replace(0, 4,
                  "\x7f"
                  "ELF");
    bytes[4] = shape.wide ? 2 : 1;
    bytes[5] = shape.big_endian ? 2 : 1;
    put(bytes, shape.wide ? 32 : 28, word, header, shape.big_endian);
    put(bytes, shape.wide ? 54 : 42, 2, entry, shape.big_endian);
    put(bytes, shape.wide ? 56 : 44, 2, 2, shape.big_endian);
    put(bytes, header, 4, 1, shape.big_endian);
    put(bytes, header + entry, 4, segment_type, shape.big_endian);
    put(bytes, header + entry + (shape.wide ? 8 : 4), word, bytes.size(), shape.big_endian);
    put(bytes, header + entry + (shape.wide ? 32 : 16), word, interpreter.size(), shape.big_endian);
    return bytes + interpreter;
}

auto source(const std::string& bytes) {
    return [&bytes](std::uint64_t offset, std::size_t count) {
        return offset >= bytes.size() ? ""s : bytes.substr(static_cast<std::size_t>(offset), count);
    };
}

}  // namespace

TEST_CASE("the interpreter is found for both word sizes and byte orders") {
    for (const bool wide : {false, true}) {
        for (const bool big_endian : {false, true}) {
            CAPTURE(wide, big_endian);
            const std::string bytes = elf_file({wide, big_endian});
            const auto elf = parse_elf(source(bytes));
            REQUIRE(elf);
            CHECK(elf->interpreter == path);
        }
    }
}

TEST_CASE("a static program has no interpreter") {
    const std::string bytes = elf_file({}, path + "\0"s, 2);
    const auto elf = parse_elf(source(bytes));
    REQUIRE(elf);
    CHECK_FALSE(elf->interpreter);

    const std::string no_segments = [] {
        std::string object = elf_file();
        put(object, 56, 2, 0, false);
        return object;
    }();
    CHECK(parse_elf(source(no_segments)));
}

TEST_CASE("a file that ends anywhere too early is no ELF file") {
    for (const bool wide : {false, true}) {
        const std::string whole = elf_file({wide, false});
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const std::string bytes = whole.substr(0, size);
            REQUIRE_FALSE(parse_elf(source(bytes)));
        }
    }
}

TEST_CASE("headers that contradict themselves are refused") {
    const auto broken = [](std::size_t offset, std::size_t size, std::uint64_t value) {
        std::string bytes = elf_file();
        put(bytes, offset, size, value, false);
        return parse_elf(source(bytes)).has_value();
    };
    const std::size_t second_segment = 64 + 56;
    CHECK_FALSE(broken(0, 1, 'E'));
    CHECK_FALSE(broken(4, 1, 3));
    CHECK_FALSE(broken(5, 1, 0));
    CHECK_FALSE(broken(54, 2, 32));
    CHECK_FALSE(broken(56, 2, 0xFFFF));
    CHECK_FALSE(broken(32, 8, ~std::uint64_t{0}));
    CHECK_FALSE(broken(32, 8, std::uint64_t{1} << 63U));
    CHECK_FALSE(broken(second_segment + 8, 8, ~std::uint64_t{0}));
    CHECK_FALSE(broken(second_segment + 32, 8, 0));
    CHECK_FALSE(broken(second_segment + 32, 8, ~std::uint64_t{0}));
}

TEST_CASE("an interpreter that is no absolute, NUL-terminated path is refused") {
    for (const std::string& interpreter :
         {"/lib/ld.so"s, "relative\0"s, "/a\0b\0"s, "\0"s, "/" + std::string(5000, 'x') + "\0"s}) {
        const std::string bytes = elf_file({}, interpreter);
        CHECK_FALSE(parse_elf(source(bytes)));
    }
}

TEST_CASE("damaged files are read without harm") {
    std::mt19937 random(20240917);
    const std::string whole = elf_file();
    for (int attempt = 0; attempt < 20'000; ++attempt) {
        std::string bytes = whole;
        for (unsigned damage = random() % 6 + 1; damage > 0; --damage) {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        const auto elf = parse_elf(source(bytes));
        REQUIRE((!elf || !elf->interpreter || elf->interpreter->front() == '/'));
    }
}

TEST_CASE("only what is called like a dynamic linker is taken for one") {
    CHECK(is_dynamic_linker("/lib64/ld-linux-x86-64.so.2"));
    CHECK(is_dynamic_linker("/lib/ld-linux-aarch64.so.1"));
    CHECK(is_dynamic_linker("/lib/ld-musl-x86_64.so.1"));
    CHECK(is_dynamic_linker("/lib64/ld64.so.2"));
    CHECK_FALSE(is_dynamic_linker("ld-linux.so.2"));
    CHECK_FALSE(is_dynamic_linker("/bin/sh"));
    CHECK_FALSE(is_dynamic_linker("/lib/ld.so.d/rm"));
    CHECK_FALSE(is_dynamic_linker(""));
}

TEST_CASE("a dynamic linker's listing gives the paths of what it would load") {
    CHECK(listed_libraries("\tlinux-vdso.so.1 (0x00007ffd5a5c2000)\n"
                           "\tlibtree.so.1 => /home/a b/build/lib => x/libtree.so.1 (0x00007f0000000000)\n"
                           "\tliblocal.so => ./liblocal.so (0x00007f0000000000)\n"
                           "\tlibgone.so => not found\n"
                           "\tlibm.so.6 => /lib/libm (0x1).so.6 (0x00007f0000000000)\n"
                           "\t/lib64/ld-linux-x86-64.so.2 (0x00007f0000000000)\n") ==
          std::vector<std::string>{"/home/a b/build/lib => x/libtree.so.1", "./liblocal.so",
                                   "/lib/libm (0x1).so.6", "/lib64/ld-linux-x86-64.so.2"});
    CHECK(listed_libraries("").empty());
    CHECK(listed_libraries("\n\nstatically linked\n").empty());
}

namespace {

/// A file of sections alone: none, one of each name and type given, and the names themselves.
std::string elf_with_sections(const ElfShape& shape,
                              const std::vector<std::pair<std::string, unsigned>>& given,
                              std::uint64_t content = 8) {
    const std::size_t word = shape.wide ? 8 : 4;
    const std::size_t header = shape.wide ? 64 : 52;
    const std::size_t entry = shape.wide ? 64 : 40;
    const std::size_t count = given.size() + 2;
    std::string names("\0.shstrtab\0", 11);
    std::string bytes(header + count * entry, '\0');
    bytes.replace(0, 4,
                  "\x7f"
                  "ELF");
    bytes[4] = shape.wide ? 2 : 1;
    bytes[5] = shape.big_endian ? 2 : 1;
    put(bytes, shape.wide ? 40 : 32, word, header, shape.big_endian);
    put(bytes, shape.wide ? 58 : 46, 2, entry, shape.big_endian);
    put(bytes, shape.wide ? 60 : 48, 2, count, shape.big_endian);
    put(bytes, shape.wide ? 62 : 50, 2, count - 1, shape.big_endian);
    for (std::size_t i = 0; i < given.size(); ++i) {
        const std::size_t at = header + (i + 1) * entry;
        put(bytes, at, 4, names.size(), shape.big_endian);
        put(bytes, at + 4, 4, given[i].second, shape.big_endian);
        put(bytes, at + (shape.wide ? 32 : 20), word, content, shape.big_endian);
        names += given[i].first + "\0"s;
    }
    const std::size_t last = header + (count - 1) * entry;
    put(bytes, last, 4, 1, shape.big_endian);
    put(bytes, last + (shape.wide ? 24 : 16), word, bytes.size(), shape.big_endian);
    put(bytes, last + (shape.wide ? 32 : 20), word, names.size(), shape.big_endian);
    return bytes + names;
}

}  // namespace

TEST_CASE("symbols and unwind tables are seen for both word sizes and byte orders") {
    using ratchet::ElfSections;
    using ratchet::read_elf_sections;
    for (const bool wide : {false, true}) {
        for (const bool big_endian : {false, true}) {
            CAPTURE(wide, big_endian);
            const ElfShape shape{wide, big_endian};
            const auto sections = [&](const std::vector<std::pair<std::string, unsigned>>& given,
                                      std::uint64_t content = 8) {
                const std::string bytes = elf_with_sections(shape, given, content);
                return read_elf_sections(source(bytes));
            };
            CHECK(sections({{".text", 1}, {".symtab", 2}, {".eh_frame", 1}}) == ElfSections{true, true});
            CHECK(sections({{".debug_frame", 1}}) == ElfSections{false, true});
            CHECK(sections({{".dynsym", 11}, {".eh_frame_hdr", 1}}) == ElfSections{false, false});
            CHECK(sections({{".symtab", 2}, {".eh_frame", 1}}, 0) == ElfSections{false, false});
            CHECK(sections({}) == ElfSections{});
        }
    }
}

TEST_CASE("a file without sections, one that is cut off and one that lies tell nothing of them") {
    using ratchet::read_elf_sections;
    const std::string no_sections = elf_file();
    CHECK_FALSE(read_elf_sections(source(no_sections)));
    const std::string text = "#!/bin/sh\n";
    CHECK_FALSE(read_elf_sections(source(text)));
    const std::string whole = elf_with_sections({}, {{".symtab", 2}, {".eh_frame", 1}});
    REQUIRE(read_elf_sections(source(whole)));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::string cut = whole.substr(0, size);
        REQUIRE_FALSE(read_elf_sections(source(cut)));
    }
    std::string lying = whole;
    put(lying, 62, 2, 9, false);  // names in a section that is not there
    CHECK_FALSE(read_elf_sections(source(lying)));
    lying = whole;
    put(lying, 64 + 3 * 64 + 32, 8, ~std::uint64_t{0}, false);  // endless names
    CHECK_FALSE(read_elf_sections(source(lying)));
    lying = whole;
    put(lying, 64 + 64, 4, 9999, false);  // a name beyond all names
    CHECK(read_elf_sections(source(lying))->symbols);
}
