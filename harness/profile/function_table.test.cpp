#include "profile/function_table.hpp"

#include "catch.hpp"
#include "profile/demangle.hpp"

using namespace ratchet;

namespace {

std::string table(std::vector<std::int32_t> distances,
                  std::string head = std::string("\x01\x1b\x03\x3b", 4)) {
    std::string bytes = std::move(head) + std::string(4, '\0');
    const auto count = static_cast<std::uint32_t>(distances.size());
    bytes.append(reinterpret_cast<const char*>(&count), sizeof count);
    for (const std::int32_t distance : distances) {
        bytes.append(reinterpret_cast<const char*>(&distance), sizeof distance);
        bytes.append(4, '\0');
    }
    return bytes;
}

}  // namespace

TEST_CASE("functions begin at distances from the section, which may lie behind them") {
    const auto beginnings = function_table(table({-0x200, -0x300, 0x40}), 0x1000);
    CHECK(beginnings == std::vector<std::uint64_t>{0xd00, 0xe00, 0x1040});
    CHECK(begin_of_function(beginnings, 0xcff) == std::nullopt);
    CHECK(begin_of_function(beginnings, 0xd00) == 0xd00);
    CHECK(begin_of_function(beginnings, 0xdff) == 0xd00);
    CHECK(begin_of_function(beginnings, 0x99999) == 0x1040);
}

TEST_CASE("another encoding and a table that was cut off tell nothing") {
    CHECK(function_table("", 0).empty());
    CHECK(function_table(table({1}, std::string("\x01\x1b\x03\x1b", 4)), 0).empty());
    const std::string whole = table({1, 2});
    CHECK(function_table(std::string_view(whole).substr(0, whole.size() - 1), 0).empty());
    CHECK(function_table(whole, 0).size() == 2);
    CHECK_FALSE(begin_of_function({}, 5));
}

TEST_CASE("symbols of C++ read as in the source, others as they are") {
    CHECK(demangled("_ZN1a1bEi") == "a::b(int)");
    CHECK(demangled("main") == "main");
    CHECK(demangled("i") == "i");  // "int", if it were a mangled type
    CHECK(demangled("_Zbroken") == "_Zbroken");
    CHECK(demangled("") == "");
}
