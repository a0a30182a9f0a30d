#include "profile/kernel_symbols.hpp"

#include "catch.hpp"

using ratchet::KernelSymbols;

TEST_CASE("an address of the kernel lies in the last function that begins at or before it") {
    const KernelSymbols symbols(
        "ffffffff81000200 T second\n"
        "ffffffff81000100 t first\n"
        "ffffffff81000100 T also_first\n"
        "ffffffff81000180 D data\n"
        "ffffffffc0000000 t in_module\t[module]\n"
        "0000000000000000 T hidden\n"
        "nonsense\n"
        "ffffffff81000300\n"
        "ffffffff81000300 T\n"
        "ffffffff81000300 T ");
    CHECK(symbols.function(0xffffffff810000ff) == "");
    CHECK(symbols.function(0xffffffff81000100) == "first");
    CHECK(symbols.function(0xffffffff810001ff) == "first");
    CHECK(symbols.function(0xffffffff81000200) == "second");
    CHECK(symbols.function(0xffffffffc0000123) == "in_module");
    CHECK_FALSE(symbols.empty());
}

TEST_CASE("who may not know the kernel's addresses sees zeros, which are no functions") {
    const KernelSymbols symbols("0000000000000000 T one\n0000000000000000 T two\n");
    CHECK(symbols.empty());
    CHECK(symbols.function(0xffffffff81000000) == "");
    CHECK(KernelSymbols("").empty());
    CHECK(KernelSymbols().function(1) == "");
}
