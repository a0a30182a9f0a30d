#include "profile/counting_environment.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

/// Bytes of arguments and environment with their pointers, as the kernel lays them out.
std::size_t on_stack(const std::vector<std::string>& argv,
                     const std::vector<std::pair<std::string, std::string>>& environment) {
    std::size_t size = argv.front().size() + 9;
    for (const std::string& argument : argv) {
        size += argument.size() + 9;
    }
    for (const auto& [name, value] : environment) {
        size += name.size() + 1 + value.size() + 9;
    }
    return size;
}

std::size_t size_for(const std::map<std::string, std::string>& caller, const std::vector<std::string>& argv) {
    return on_stack(argv,
                    counting_environment({{"LEVEL", "3"}}, caller, "/tmp/ratchet-count-1/result.json", argv));
}

}  // namespace

TEST_CASE("whoever calls from wherever, arguments and environment have one size") {
    CHECK(size_for({}, {"/bin/true"}) == 16'384);
    for (std::size_t length = 0; length < 40; ++length) {
        CHECK(size_for({{"HOME", std::string(length, 'h')}, {"PATH", "/bin"}},
                       {"/build/search", "--level=3"}) == 16'384);
        CHECK(size_for({}, {"/" + std::string(length, 'd') + "/search", "--level=3"}) == 16'384);
    }
    CHECK(size_for({{"PATH", std::string(20'000, 'p')}}, {"/bin/true"}) == 32'768);
}

TEST_CASE("a program finds what it finds when it is timed, and the filler") {
    const auto environment = counting_environment({{"LEVEL", "3"}, {"PASSED", std::nullopt}},
                                                  {{"HOME", "/home/me"}, {"PASSED", "yes"}, {"OTHER", "no"}},
                                                  "/tmp/result.json", {"/bin/true"});
    const std::map<std::string, std::string> found(environment.begin(), environment.end());
    CHECK(found.at("HOME") == "/home/me");
    CHECK(found.at("LEVEL") == "3");
    CHECK(found.at("PASSED") == "yes");
    CHECK(found.at("RATCHET_RESULT") == "/tmp/result.json");
    CHECK(found.count("OTHER") == 0);
    CHECK(found.count("RATCHET_FILLER") == 1);
}
