#pragma once

#include "profile/frame_rules.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

struct Dwfl_Module;  // of libdwfl

namespace ratchet {

/// Whether this build can read unwind tables and symbols: it has libdw.
bool can_read_code();

/// What executable code tells about itself: symbols and unwind tables, of the file or of separate debug
/// information that is installed here. Nothing is asked of the network.
class CodeFile {
  public:
    /// Null where there is no such file, or it is no ELF file of this kind of machine. "[vdso]" is that of
    /// this process, which all processes share.
    static std::unique_ptr<CodeFile> open(const std::string& path);
    ~CodeFile();
    CodeFile(const CodeFile&) = delete;
    CodeFile& operator=(const CodeFile&) = delete;

    /// The file's own address of what stands at `offset` in it; nothing for what is never loaded.
    [[nodiscard]] std::optional<std::uint64_t> address_at(std::uint64_t offset) const;

    /// The demangled name of the function there; empty where no symbol tells.
    [[nodiscard]] std::string function_at(std::uint64_t address) const;

    /// Where the function begins, as far as unwind tables tell; nothing where they do not.
    [[nodiscard]] std::optional<std::uint64_t> function_begin(std::uint64_t address) const;

    /// What libdwfl knows of it, for those who ask for more; null in a build without libdw. Lives as long as
    /// this.
    [[nodiscard]] Dwfl_Module* module() const;

    /// How a frame is undone at this address; nothing where no table tells.
    [[nodiscard]] std::optional<FrameRules> rules_at(std::uint64_t address) const;

  private:
    struct Tables;
    explicit CodeFile(std::unique_ptr<Tables> tables);

    std::unique_ptr<Tables> tables_;
};

}  // namespace ratchet
