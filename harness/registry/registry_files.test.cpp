#include "registry/registry_files.hpp"

#include "base/error.hpp"
#include "catch.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

CommandFile command_with(const std::string& more) {
    return read_command(R"({"$schema": "ratchet/registry/1", "group": "zstd", "name": "level3",)" + more +
                            R"("command": ["zstd"], "options": {}})",
                        "zstd.level3.command.json", {"zstd", "level3"});
}

}  // namespace

TEST_CASE("a command's file tells what is not given as absent") {
    const CommandFile plain = command_with("");
    CHECK(plain.command == std::vector<std::string>{"zstd"});
    CHECK_FALSE(plain.grid);
    CHECK_FALSE(plain.reference_setting);
    CHECK_FALSE(plain.work);
}

TEST_CASE("a reference setting is a scenario's name and never a path") {
    CHECK(command_with(R"("reference_setting": "level1",)").reference_setting == "level1");
    for (const char* const path : {"../../x", "a/b", "", "."}) {
        CHECK_THROWS_WITH(command_with(std::string(R"("reference_setting": ")") + path + "\","),
                          Contains("zstd.level3.command.json") && Contains("reference_setting"));
    }
}

TEST_CASE("names are one a line, each once") {
    CHECK(read_names("a\nb\n", "g.names") == std::vector<std::string>{"a", "b"});
    CHECK_THROWS_WITH(read_names("a\na\n", "g.names"), Contains("g.names"));
}
