#include "profile/address_space.hpp"

#include "catch.hpp"

#include <limits>

using namespace ratchet;

namespace {

std::string file_at(const AddressSpaces& spaces, std::uint32_t process, std::uint64_t address) {
    const Mapping* const mapping = spaces.find(process, address);
    return mapping == nullptr ? "" : spaces.files()[mapping->file];
}

}  // namespace

TEST_CASE("an address lies in what was mapped last over it, and what stands out on both sides stays") {
    AddressSpaces spaces;
    spaces.map(1, 0x1000, 0x3000, 0x10000, "old");
    spaces.map(1, 0x2000, 0x1000, 0, "new");
    CHECK(file_at(spaces, 1, 0xfff) == "");
    CHECK(file_at(spaces, 1, 0x1000) == "old");
    CHECK(file_at(spaces, 1, 0x1fff) == "old");
    CHECK(file_at(spaces, 1, 0x2000) == "new");
    CHECK(file_at(spaces, 1, 0x2fff) == "new");
    CHECK(file_at(spaces, 1, 0x3000) == "old");
    CHECK(file_at(spaces, 1, 0x4000) == "");
    const Mapping* const rest = spaces.find(1, 0x3800);
    CHECK(rest->begin == 0x3000);
    CHECK(rest->file_offset == 0x12000);  // of the same bytes as before
    CHECK(spaces.files() == std::vector<std::string>{"old", "new"});
    CHECK(file_at(spaces, 2, 0x1000) == "");
}

TEST_CASE("a range that covers several others takes their place; an impossible one does nothing") {
    AddressSpaces spaces;
    spaces.map(1, 0x1000, 0x1000, 0, "a");
    spaces.map(1, 0x3000, 0x1000, 0, "b");
    spaces.map(1, 0, 0x10000, 0, "all");
    for (const std::uint64_t address : {0x0, 0x1000, 0x2000, 0x3000, 0xffff}) {
        CHECK(file_at(spaces, 1, address) == "all");
    }
    spaces.map(1, 0x1000, 0, 0, "nothing");
    spaces.map(1, 0x1000, std::numeric_limits<std::uint64_t>::max(), 0, "wraps");
    CHECK(file_at(spaces, 1, 0x1000) == "all");
}

TEST_CASE("a child has what its parent had, and neither sees what the other maps later") {
    AddressSpaces spaces;
    spaces.map(1, 0x1000, 0x1000, 0, "program");
    spaces.fork(2, 1);
    spaces.map(1, 0x5000, 0x1000, 0, "parent's");
    spaces.map(2, 0x6000, 0x1000, 0, "child's");
    CHECK(file_at(spaces, 2, 0x1000) == "program");
    CHECK(file_at(spaces, 2, 0x5000) == "");
    CHECK(file_at(spaces, 1, 0x6000) == "");
    spaces.exec(2);
    CHECK(file_at(spaces, 2, 0x1000) == "");
    CHECK(file_at(spaces, 1, 0x1000) == "program");
}

TEST_CASE("a process is forgotten with its last thread, and its number may be another's then") {
    AddressSpaces spaces;
    spaces.map(1, 0x1000, 0x1000, 0, "program");
    spaces.fork(1, 1);  // a thread
    spaces.exit(1);
    CHECK(file_at(spaces, 1, 0x1000) == "program");
    spaces.exit(1);
    CHECK(file_at(spaces, 1, 0x1000) == "");
    CHECK(spaces.processes() == 0);
    spaces.exit(1);  // nobody knows it
    for (std::uint32_t child = 100; child < 200; ++child) {
        spaces.fork(child, 7);
        spaces.exit(child);
    }
    CHECK(spaces.processes() <= 1);
}

TEST_CASE("executable ranges are read out of a text like /proc/self/maps") {
    const auto ranges = executable_ranges(
        "00400000-00452000 r-xp 00001000 08:02 173521      /usr/bin/with space\n"
        "00651000-00652000 r--p 00051000 08:02 173521      /usr/bin/dbus-daemon\n"
        "7fff5fbff000-7fff5fc00000 r-xp 00000000 00:00 0   [vdso]\n"
        "7f0000000000-7f0000001000 rwxp 00000000 00:00 0 \n"
        "nonsense\n"
        "-\n"
        "2000-1000 r-xp 0 0 0 backwards\n"
        "zz-yy r-xp 00000000 00:00 0 x");
    REQUIRE(ranges.size() == 3);
    CHECK(ranges[0].begin == 0x400000);
    CHECK(ranges[0].size == 0x52000);
    CHECK(ranges[0].file_offset == 0x1000);
    CHECK(ranges[0].path == "/usr/bin/with space");
    CHECK(ranges[1].path == "[vdso]");
    CHECK(ranges[2].path == "");
    CHECK(executable_ranges("").empty());
}
