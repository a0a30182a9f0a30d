#include "profile/code_file_linux.hpp"

#if RATCHET_HAVE_LIBDW

#include "base/file_descriptor_linux.hpp"
#include "profile/demangle.hpp"
#include "profile/dwarf_rules_linux.hpp"
#include "profile/function_table.hpp"
#include "profile/symbol_table.hpp"

#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include <elf.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <gelf.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ratchet {

/// A part of a file that is loaded, and where.
struct LoadedSegment {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t address = 0;
};

namespace {

const Dwfl_Callbacks callbacks{.find_elf = dwfl_build_id_find_elf,
                               .find_debuginfo = dwfl_standard_find_debuginfo,
                               .section_address = dwfl_offline_section_address,
                               .debuginfo_path = nullptr};

/// The image of the vdso that the kernel has mapped into this process, as a file.
FileDescriptor vdso_file() {
    const auto* const image = reinterpret_cast<const char*>(getauxval(AT_SYSINFO_EHDR));
    FileDescriptor file(image == nullptr ? -1 : memfd_create("vdso", MFD_CLOEXEC));
    if (!file.is_open()) {
        return file;
    }
    Elf64_Ehdr header;
    std::memcpy(&header, image, sizeof header);
    const std::size_t size = header.e_shoff + std::size_t{header.e_shentsize} * header.e_shnum;
    if (write(file.get(), image, size) != static_cast<ssize_t>(size)) {
        file.reset();
    }
    return file;
}

/// A device or a pipe that stands where a program was must not be waited for.
FileDescriptor regular_file(const std::string& path) {
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (file.is_open() && (fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))) {
        file.reset();
    }
    return file;
}

std::vector<LoadedSegment> loaded_segments(Elf* elf) {
    std::vector<LoadedSegment> segments;
    std::size_t count = 0;
    if (elf_getphdrnum(elf, &count) != 0) {
        return segments;
    }
    for (std::size_t i = 0; i < count; ++i) {
        GElf_Phdr header;
        if (gelf_getphdr(elf, static_cast<int>(i), &header) != nullptr && header.p_type == PT_LOAD) {
            segments.push_back({header.p_offset, header.p_filesz, header.p_vaddr});
        }
    }
    return segments;
}

/// The beginnings of functions that unwinders find in the section .eh_frame_hdr.
std::vector<std::uint64_t> beginnings_of_functions(Elf* elf) {
    std::size_t names = 0;
    if (elf_getshdrstrndx(elf, &names) != 0) {
        return {};
    }
    for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section)) != nullptr;) {
        GElf_Shdr header;
        const bool readable = gelf_getshdr(section, &header) != nullptr && header.sh_type != SHT_NOBITS;
        const char* const name = readable ? elf_strptr(elf, names, header.sh_name) : nullptr;
        if (name == nullptr || std::string_view(name) != ".eh_frame_hdr") {
            continue;
        }
        const Elf_Data* const data = elf_rawdata(section, nullptr);
        return data == nullptr
                   ? std::vector<std::uint64_t>{}
                   : function_table({static_cast<const char*>(data->d_buf), data->d_size}, header.sh_addr);
    }
    return {};
}

/// Those of code, of the file and of separate debug information, by libdwfl's addresses.
SymbolTable symbols_of(Dwfl_Module* module) {
    std::vector<Symbol> symbols;
    const int count = dwfl_module_getsymtab(module);
    for (int i = 0; i < count; ++i) {
        GElf_Sym symbol;
        GElf_Addr address = 0;
        GElf_Word section = SHN_UNDEF;
        const char* const name =
            dwfl_module_getsym_info(module, i, &symbol, &address, &section, nullptr, nullptr);
        const auto type = GELF_ST_TYPE(symbol.st_info);
        const bool is_code = type == STT_FUNC || type == STT_GNU_IFUNC || type == STT_NOTYPE;
        if (name == nullptr || *name == '\0' || !is_code || section == SHN_UNDEF || section == SHN_ABS) {
            continue;
        }
        const auto bound = GELF_ST_BIND(symbol.st_info);
        symbols.push_back({address, symbol.st_size,
                           bound == STB_LOCAL  ? SymbolBinding::local
                           : bound == STB_WEAK ? SymbolBinding::weak
                                               : SymbolBinding::global,
                           name});
    }
    return SymbolTable(std::move(symbols));
}

}  // namespace

bool can_read_code() {
    return true;
}

struct CodeFile::Tables {
    std::unique_ptr<Dwfl, decltype(&dwfl_end)> dwfl{nullptr, &dwfl_end};
    Dwfl_Module* module = nullptr;
    Elf* elf = nullptr;
    std::uint64_t bias = 0;  ///< of libdwfl's addresses over the file's own
    std::vector<LoadedSegment> segments;
    std::vector<std::uint64_t> functions;
    std::optional<SymbolTable> symbols;  ///< read when the first function is asked for
    Dwarf_CFI* unwind_table = nullptr;   ///< .eh_frame
    Dwarf_CFI* debug_table = nullptr;    ///< .debug_frame, looked for when the former does not tell
    bool debug_table_sought = false;
};

std::unique_ptr<CodeFile> CodeFile::open(const std::string& path) {
    elf_version(EV_CURRENT);
    FileDescriptor file = path == "[vdso]" ? vdso_file() : regular_file(path);
    if (!file.is_open()) {
        return nullptr;
    }
    auto tables = std::make_unique<Tables>();
    tables->dwfl.reset(dwfl_begin(&callbacks));
    if (!tables->dwfl) {
        return nullptr;
    }
    dwfl_report_begin(tables->dwfl.get());
    tables->module = dwfl_report_elf(tables->dwfl.get(), path.c_str(), path.c_str(), file.get(), 0, true);
    if (tables->module == nullptr) {
        return nullptr;  // the descriptor is still this side's
    }
    [[maybe_unused]] const int theirs = file.release();
    dwfl_report_end(tables->dwfl.get(), nullptr, nullptr);
    GElf_Addr bias = 0;
    tables->elf = dwfl_module_getelf(tables->module, &bias);
    GElf_Ehdr header;
    if (tables->elf == nullptr || gelf_getehdr(tables->elf, &header) == nullptr ||
        header.e_machine != EM_X86_64 || gelf_getclass(tables->elf) != ELFCLASS64) {
        return nullptr;
    }
    tables->bias = bias;
    tables->segments = loaded_segments(tables->elf);
    tables->functions = beginnings_of_functions(tables->elf);
    GElf_Addr table_bias = 0;
    tables->unwind_table = dwfl_module_eh_cfi(tables->module, &table_bias);
    return std::unique_ptr<CodeFile>(new CodeFile(std::move(tables)));
}

CodeFile::CodeFile(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}

CodeFile::~CodeFile() = default;

std::optional<std::uint64_t> CodeFile::address_at(std::uint64_t offset) const {
    for (const LoadedSegment& segment : tables_->segments) {
        if (offset >= segment.offset && offset - segment.offset < segment.size) {
            return segment.address + (offset - segment.offset);
        }
    }
    return std::nullopt;
}

std::string CodeFile::function_at(std::uint64_t address) const {
    if (!tables_->symbols) {
        tables_->symbols = symbols_of(tables_->module);
    }
    const Symbol* const symbol = tables_->symbols->find(address + tables_->bias);
    return symbol == nullptr ? "" : demangled(symbol->name);
}

std::optional<std::uint64_t> CodeFile::function_begin(std::uint64_t address) const {
    return begin_of_function(tables_->functions, address);
}

Dwfl_Module* CodeFile::module() const {
    return tables_->module;
}

std::optional<FrameRules> CodeFile::rules_at(std::uint64_t address) const {
    Tables& tables = *tables_;
    if (tables.unwind_table != nullptr) {
        if (auto rules = dwarf_rules(tables.unwind_table, address)) {
            return rules;
        }
    }
    if (!tables.debug_table_sought) {
        tables.debug_table_sought = true;
        GElf_Addr bias = 0;
        tables.debug_table = dwfl_module_dwarf_cfi(tables.module, &bias);
    }
    return tables.debug_table == nullptr ? std::nullopt : dwarf_rules(tables.debug_table, address);
}

}  // namespace ratchet

#else

namespace ratchet {

struct CodeFile::Tables {};

bool can_read_code() {
    return false;
}
std::unique_ptr<CodeFile> CodeFile::open(const std::string& /*path*/) {
    return nullptr;
}
CodeFile::~CodeFile() = default;
std::optional<std::uint64_t> CodeFile::address_at(std::uint64_t /*offset*/) const {
    return std::nullopt;
}
std::string CodeFile::function_at(std::uint64_t /*address*/) const {
    return {};
}
std::optional<std::uint64_t> CodeFile::function_begin(std::uint64_t /*address*/) const {
    return std::nullopt;
}
Dwfl_Module* CodeFile::module() const {
    return nullptr;
}
std::optional<FrameRules> CodeFile::rules_at(std::uint64_t /*address*/) const {
    return std::nullopt;
}

}  // namespace ratchet
#endif
