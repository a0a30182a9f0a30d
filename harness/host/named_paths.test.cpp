#include "host/named_paths.hpp"

#include "catch.hpp"

#include <algorithm>

using namespace ratchet;
using Named = std::set<std::string>;

namespace {

Named found_in(const std::string& file, const std::string& directory) {
    return named_paths(
        [&](std::uint64_t offset, std::size_t count) {
            return offset < file.size() ? file.substr(offset, count) : std::string();
        },
        directory);
}

}  // namespace

TEST_CASE("texts that are paths below a directory are found up to their end") {
    using namespace std::string_literals;
    const std::string file = "ELF\0/b/server\0/b\0/b/with \"/b/quoted\" /bc/d\0x/b/deep/plugin.so\nend"s;
    CHECK(found_in(file, "/b") == Named{"/b/server", "/b/with", "/b/quoted", "/b/deep/plugin.so"});
    CHECK(found_in(file, "/c").empty());
    CHECK(found_in(file, "").empty());
    CHECK(found_in("", "/b").empty());
    CHECK(found_in("/b/at_the_end", "/b") == Named{"/b/at_the_end"});
}

TEST_CASE("a path may lie across the pieces that a file is read in, and has an end") {
    const std::size_t piece = std::size_t{1} << 20U;
    for (const std::size_t before : {piece - 6, piece - 1, piece, piece + 1}) {
        std::string file(before, '\0');
        file += "/build/server";
        file += '\0';
        CHECK(found_in(file, "/build") == Named{"/build/server"});
    }
    const Named endless = found_in("/b/" + std::string(3 * piece, 'x'), "/b");
    REQUIRE(endless.size() == 1);
    CHECK(endless.begin()->size() == 4096);
}
