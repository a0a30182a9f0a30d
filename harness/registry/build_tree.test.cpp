#include "registry/build_tree.hpp"

#include "catch.hpp"

#include <string>
#include <vector>

using namespace ratchet;

TEST_CASE("values are read from a cache by their whole name") {
    const std::string cache =
        "# comment\n//Where RATCHET_OUTPUT_DIR:x\nNOT_RATCHET_OUTPUT_DIR:PATH=/no\n"
        "RATCHET_OUTPUT_DIR:PATH=/a=b c\nEMPTY:STRING=\nLAST:BOOL=ON";
    CHECK(cache_value(cache, "RATCHET_OUTPUT_DIR") == "/a=b c");
    CHECK(cache_value(cache, "EMPTY") == "");
    CHECK(cache_value(cache, "LAST") == "ON");
    CHECK_FALSE(cache_value(cache, "ABSENT"));
    CHECK_FALSE(cache_value("RATCHET_OUTPUT_DIR:PATH", "RATCHET_OUTPUT_DIR"));
    CHECK_FALSE(cache_value("=:\n:=", "ABSENT"));
}

TEST_CASE("optimised configurations come first, the others by name") {
    using Names = std::vector<std::string>;
    CHECK(by_preference({"Debug", "Custom", "MinSizeRel", "RelWithDebInfo", "Release"}) ==
          Names{"Release", "RelWithDebInfo", "MinSizeRel", "Custom", "Debug"});
    CHECK(by_preference({}).empty());
}
