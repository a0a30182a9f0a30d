#include "profile/demangle.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("a C++ symbol reads as in the source, clones and tables included") {
    CHECK(demangled("_ZN4Tree4walkEi") == "Tree::walk(int)");
    CHECK(demangled("_ZNK4TreeixEm") == "Tree::operator[](unsigned long) const");
    CHECK(demangled("_ZTV4Tree") == "vtable for Tree");
    CHECK(demangled("_ZN12_GLOBAL__N_16thirtyEv") == "(anonymous namespace)::thirty()");
    CHECK(demangled("_Z4workv.isra.0") == "work() [clone .isra.0]");
}

TEST_CASE("any other name stays as it is, those of types and what is cut off too") {
    for (const char* name : {"main", "i", "v", "", "_", "_Z", "_ZN4Tree4wal", "_ZN99999999999Tree4walkEi",
                             "__Z4workv", "_RNvCs1_4work", "<script>", "_Z\xff", "operator new"}) {
        CAPTURE(name);
        CHECK(demangled(name) == name);
    }
}

TEST_CASE("a symbol that names itself over and over is not taken apart without end") {
    std::string nested = "_Z1f";
    for (int i = 0; i < 20'000; ++i) {
        nested += 'P';
    }
    const std::string text = demangled(nested + "i");
    CHECK((text == nested + "i" || text.starts_with("f(int*")));
}
