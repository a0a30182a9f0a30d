#include "profile/source_files_linux.hpp"

#include "profile/code_file_linux.hpp"

#if RATCHET_HAVE_LIBDW

#include "profile/demangle.hpp"
#include "profile/folded.hpp"
#include "profile/matched_functions.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>
#include <system_error>

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <gelf.h>

namespace ratchet {
namespace {

/// Where a function lies, by libdwfl's addresses.
struct CodeRange {
    GElf_Addr begin = 0;
    GElf_Addr end = 0;
};

/// The file by the name that debug information has for it, from the directory that it was compiled in where
/// it is there: a name that `-ffile-prefix-map` made relative is none from that directory.
std::string normal_path(const char* file, Dwarf_Die* unit) {
    namespace fs = std::filesystem;
    Dwarf_Attribute attribute;
    const char* const directory = dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute));
    const fs::path from_there = fs::path(directory == nullptr ? "" : directory) / file;
    std::error_code ignored;  // one that cannot be looked at is not there
    const bool is_there = from_there.is_absolute() && fs::exists(from_there, ignored);
    return (is_there ? from_there : fs::path(file)).lexically_normal().string();
}

/// The file in which debug information says that the function around `address` is; null where it does not
/// say.
const char* declared_in(Dwarf_Die* unit, Dwarf_Addr address) {
    struct Search {
        Dwarf_Addr address;
        const char* file;
    } search{address, nullptr};
    dwarf_getfuncs(
        unit,
        [](Dwarf_Die* function, void* argument) {
            auto& sought = *static_cast<Search*>(argument);
            if (dwarf_haspc(function, sought.address) <= 0) {
                return static_cast<int>(DWARF_CB_OK);
            }
            sought.file = dwarf_decl_file(function);
            return static_cast<int>(DWARF_CB_ABORT);
        },
        &search, 0);
    return search.file;
}

/// The files of the rows of the line table within the function, whose own is the declared one: its first row
/// may already be of what is inlined there.
FunctionSources sources_within(Dwfl_Module* module, const CodeRange& range) {
    FunctionSources sources;
    Dwarf_Addr bias = 0;
    Dwarf_Die* const unit = dwfl_module_addrdie(module, range.begin, &bias);
    Dwarf_Lines* lines = nullptr;
    std::size_t count = 0;
    if (unit == nullptr || dwarf_getsrclines(unit, &lines, &count) != 0) {
        return sources;
    }
    if (const char* const file = declared_in(unit, range.begin - bias)) {
        sources.begin = normal_path(file, unit);
    }
    std::set<std::string> inlined;
    for (std::size_t i = 0; i < count; ++i) {
        Dwarf_Line* const line = dwarf_onesrcline(lines, i);
        Dwarf_Addr address = 0;
        bool ends = false;  // what lies before the function may end at its first address
        if (line == nullptr || dwarf_lineendsequence(line, &ends) != 0 || ends ||
            dwarf_lineaddr(line, &address) != 0 || address + bias < range.begin ||
            address + bias >= range.end) {
            continue;
        }
        if (const char* const file = dwarf_linesrc(line, nullptr, nullptr)) {
            if (sources.begin.empty()) {
                sources.begin = normal_path(file, unit);
            }
            inlined.insert(normal_path(file, unit));
        }
    }
    inlined.erase(sources.begin);
    sources.inlined.assign(inlined.begin(), inlined.end());
    return sources;
}

}  // namespace

std::map<std::string, FunctionSources> source_files(const std::string& path,
                                                    const std::vector<std::string>& functions) {
    unsetenv("DEBUGINFOD_URLS");
    std::map<std::string, FunctionSources> found;
    const std::unique_ptr<CodeFile> code = CodeFile::open(path);
    Dwfl_Module* const module = code ? code->module() : nullptr;
    if (module == nullptr) {
        return found;
    }
    const std::set<std::string> sought(functions.begin(), functions.end());
    const int symbols = dwfl_module_getsymtab(module);
    for (int i = 0; i < symbols && found.size() < sought.size(); ++i) {
        GElf_Sym symbol;
        GElf_Addr address = 0;
        const char* const name =
            dwfl_module_getsym_info(module, i, &symbol, &address, nullptr, nullptr, nullptr);
        if (name == nullptr || GELF_ST_TYPE(symbol.st_info) != STT_FUNC || symbol.st_size == 0) {
            continue;
        }
        const std::string function = source_function(folded_frame({demangled(name), ""}));
        if (!sought.contains(function) || found.contains(function)) {
            continue;
        }
        FunctionSources sources = sources_within(module, {address, address + symbol.st_size});
        if (!sources.begin.empty()) {
            found[function] = std::move(sources);
        }
    }
    return found;
}

}  // namespace ratchet

#else

namespace ratchet {

std::map<std::string, FunctionSources> source_files(const std::string& /*path*/,
                                                    const std::vector<std::string>& /*functions*/) {
    return {};
}

}  // namespace ratchet
#endif
