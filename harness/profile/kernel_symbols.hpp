#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// The functions of the running kernel by their addresses, as /proc/kallsyms tells them.
class KernelSymbols {
  public:
    KernelSymbols() = default;
    /// Reads lines like "ffffffff81000000 T _stext" or "ffffffffc0000000 t nop [module]"; others, data, and
    /// addresses of 0, which is what those see who may not know, are passed over. The text is kept.
    explicit KernelSymbols(std::string text);

    /// The function that `address` lies in; empty where none is known. Valid as long as this object.
    [[nodiscard]] std::string_view function(std::uint64_t address) const;

    [[nodiscard]] bool empty() const { return symbols_.empty(); }

  private:
    struct Symbol {
        std::uint64_t address = 0;
        std::uint32_t name_at = 0;  ///< in `text_`
        std::uint32_t name_size = 0;
    };
    std::string text_;
    std::vector<Symbol> symbols_;  ///< by address
};

}  // namespace ratchet
