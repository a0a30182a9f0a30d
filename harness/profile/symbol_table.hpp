#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// How far a symbol is seen; of two that say the same the wider is the one that people know.
enum class SymbolBinding { local, weak, global };

/// A named piece of a file's code.
struct Symbol {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;  ///< 0: not told, as of assembler's labels
    SymbolBinding binding = SymbolBinding::local;
    std::string name;  ///< as in the file, mangled
};

/// The symbols of one file, for looking up many addresses: in the logarithm of their number, where libdwfl
/// goes through all of them at each address.
class SymbolTable {
  public:
    SymbolTable() = default;
    explicit SymbolTable(std::vector<Symbol> symbols);

    /// The symbol that covers `address`; of several the one that begins last. Of those that begin together a
    /// global one is preferred to a weak and that to a local one, then one of fewer leading underscores, then
    /// the longer name, as perf does; then the first in the alphabet. Where none with a size covers it: the
    /// last label before it, unless another symbol begins between them. Null where there is none.
    [[nodiscard]] const Symbol* find(std::uint64_t address) const;

  private:
    std::vector<Symbol> symbols_;              ///< by beginning, the preferred of one beginning last
    std::vector<std::uint64_t> farthest_end_;  ///< of each symbol and all before it
};

}  // namespace ratchet
