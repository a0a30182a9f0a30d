#include "profile/module_colours.hpp"

#include "catch.hpp"

#include <algorithm>
#include <set>

using namespace ratchet;

TEST_CASE("the unknown is grey, the kernel has its own colour, and others have neither") {
    const std::vector<unsigned> colours = module_colours({"program", "", "[kernel]", "libc.so.6"});
    CHECK(colours[1] == 0);
    CHECK(colours[2] == 1);
    CHECK(colours[0] >= 2);
    CHECK(colours[3] >= 2);
    CHECK(module_colours({}).empty());
}

TEST_CASE("a module keeps its colour beside others, in any order, and across versions") {
    const unsigned alone = module_colours({"libstdc++.so.6.0.30"})[0];
    CHECK(module_colours({"libstdc++.so.6.0.33"})[0] == alone);
    const std::vector<std::string> some{"a", "libm.so.6", "program", "[kernel]"};
    std::vector<std::string> turned(some.rbegin(), some.rend());
    std::vector<unsigned> colours = module_colours(turned);
    std::reverse(colours.begin(), colours.end());
    CHECK(colours == module_colours(some));
}

TEST_CASE("ten modules have ten colours, more of them share") {
    std::vector<std::string> modules;
    for (int i = 0; i < 10; ++i) {
        modules.push_back("module" + std::to_string(i));
    }
    const std::vector<unsigned> colours = module_colours(modules);
    CHECK(std::set<unsigned>(colours.begin(), colours.end()).size() == 10);
    CHECK(std::ranges::min(colours) == 2);
    CHECK(std::ranges::max(colours) == 11);
    for (int i = 0; i < 90; ++i) {
        modules.push_back("z" + std::to_string(i));
    }
    const std::vector<unsigned> many = module_colours(modules);
    CHECK(std::equal(colours.begin(), colours.end(), many.begin()));
    CHECK(std::ranges::max(many) == module_colour_count);
}

TEST_CASE("shades are three, and the same for the same function") {
    std::set<unsigned> shades;
    for (int i = 0; i < 50; ++i) {
        shades.insert(function_shade("f" + std::to_string(i)));
    }
    CHECK(shades == std::set<unsigned>{0, 1, 2});
    CHECK(function_shade("main") == function_shade("main"));
}
