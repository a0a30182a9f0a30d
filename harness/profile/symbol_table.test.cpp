#include "profile/symbol_table.hpp"

#include "catch.hpp"

#include <random>
#include <string>
#include <vector>

namespace ratchet {
namespace {

std::string found(const SymbolTable& table, std::uint64_t address) {
    const Symbol* const symbol = table.find(address);
    return symbol == nullptr ? "none" : symbol->name;
}

TEST_CASE("an address is the symbol's that covers it") {
    const SymbolTable table({{0x200, 0x10, SymbolBinding::local, "second"},
                             {0x100, 0x20, SymbolBinding::global, "first"},
                             {0x300, 0x100, SymbolBinding::global, "outer"},
                             {0x340, 0x10, SymbolBinding::local, "inner"}});
    CHECK(found(table, 0xff) == "none");
    CHECK(found(table, 0x100) == "first");
    CHECK(found(table, 0x11f) == "first");
    CHECK(found(table, 0x120) == "none");
    CHECK(found(table, 0x20f) == "second");
    CHECK(found(table, 0x345) == "inner");
    CHECK(found(table, 0x350) == "outer");  // behind the inner one, still within
    CHECK(found(table, 0x400) == "none");
    CHECK(found(SymbolTable(), 0) == "none");
}

TEST_CASE("of names for one place the one that people know is taken") {
    const auto preferred = [](Symbol one, Symbol other) {
        const std::string name = found(SymbolTable({one, other}), 0x104);
        CHECK(found(SymbolTable({other, one}), 0x104) == name);
        return name;
    };
    const Symbol global{0x100, 8, SymbolBinding::global, "sort"};
    CHECK(preferred(global, {0x100, 8, SymbolBinding::weak, "sort_weak"}) == "sort");
    CHECK(preferred({0x100, 8, SymbolBinding::local, "sort_local"}, {0x100, 8, SymbolBinding::weak, "w"}) ==
          "w");
    CHECK(preferred(global, {0x100, 8, SymbolBinding::global, "__libc_sort"}) == "sort");
    CHECK(preferred(global, {0x100, 8, SymbolBinding::global, "sort_all"}) == "sort_all");
    CHECK(preferred(global, {0x100, 8, SymbolBinding::global, "port"}) == "port");
    CHECK(preferred(global, {0x100, 0, SymbolBinding::global, "label_of_it"}) == "sort");
    CHECK(preferred({0x100, 8, SymbolBinding::global, "__"}, {0x100, 8, SymbolBinding::global, "_x"}) ==
          "_x");
}

TEST_CASE("a label holds until the next symbol, where nothing with a size covers the address") {
    const SymbolTable table({{0x100, 0, SymbolBinding::global, "label"},
                             {0x180, 0x10, SymbolBinding::global, "sized"},
                             {0x184, 0, SymbolBinding::local, "label_within"}});
    CHECK(found(table, 0x17f) == "label");
    CHECK(found(table, 0x186) == "sized");
    CHECK(found(table, 0x190) == "label_within");
}

TEST_CASE("a symbol up to the end of all addresses ends there") {
    const std::uint64_t last = ~std::uint64_t{0};
    const SymbolTable table({{last - 4, 100, SymbolBinding::global, "end"}});
    CHECK(found(table, last - 1) == "end");
    CHECK(found(table, last - 5) == "none");
}

TEST_CASE("looking up is the same as going through all") {
    std::mt19937_64 random(7);
    std::vector<Symbol> symbols;
    for (int i = 0; i < 300; ++i) {
        symbols.push_back(
            {0x1000 + random() % 4000, 1 + random() % 60, SymbolBinding::global, "f" + std::to_string(i)});
    }
    const SymbolTable table(symbols);
    for (std::uint64_t address = 0xff0; address < 0x2100; ++address) {
        std::uint64_t begin = 0;
        for (const Symbol& symbol : symbols) {
            if (symbol.begin <= address && address < symbol.begin + symbol.size) {
                begin = std::max(begin, symbol.begin);
            }
        }
        const Symbol* const symbol = table.find(address);
        CHECK((symbol == nullptr ? 0 : symbol->begin) == begin);
    }
}

}  // namespace
}  // namespace ratchet
