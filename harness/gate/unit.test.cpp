#include "gate/unit.hpp"

#include "catch.hpp"

#include <sstream>
#include <string>

using namespace ratchet;

TEST_CASE("units of bytes, time and percent are known with their base and factor") {
    struct Row {
        const char* name;
        const char* base;
        double factor;
    };
    const Row row = GENERATE(values<Row>({{"B", "B", 1},
                                          {"KiB", "B", 1024},
                                          {"MiB", "B", 1048576},
                                          {"GiB", "B", 1073741824},
                                          {"kB", "B", 1000},
                                          {"MB", "B", 1000000},
                                          {"GB", "B", 1000000000},
                                          {"ns", "s", 1e-9},
                                          {"us", "s", 1e-6},
                                          {"ms", "s", 1e-3},
                                          {"s", "s", 1},
                                          {"%", "1", 0.01}}));
    CAPTURE(row.name);
    const Unit* const unit = find_unit(row.name);
    REQUIRE(unit != nullptr);
    CHECK(unit->base == row.base);
    CHECK(unit->factor == row.factor);
}

TEST_CASE("either letter for micro is the unit us") {
    REQUIRE(find_unit("\u00b5s") != nullptr);
    CHECK(find_unit("\u00b5s")->name == "us");
    CHECK(find_unit("\u03bcs") == find_unit("us"));
}

TEST_CASE("a unit is matched whole and with its case") {
    for (const char* const name : {"", "mib", "KB", "Ms", "m", "nodes/s", "1", "B/s"}) {
        CAPTURE(name);
        CHECK(find_unit(name) == nullptr);
    }
}

TEST_CASE("the list of unit names for messages is the list of units that are known") {
    std::istringstream names{std::string(unit_names)};
    int count = 0;
    for (std::string name; names >> name; ++count) {
        CHECK(find_unit(name) != nullptr);
    }
    CHECK(count == 12);
}
