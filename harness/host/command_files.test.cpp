#include "host/command_files.hpp"

#include "catch.hpp"

using namespace ratchet;
using Texts = std::vector<std::string>;

TEST_CASE("what a command may read is each argument and what follows its equals sign, outputs left out") {
    CHECK(possible_inputs({"tool", "a.txt", "--input=b.txt", "a.txt", "--level=3", ""}) ==
          Texts{"a.txt", "--input=b.txt", "b.txt", "--level=3", "3"});
    CHECK(possible_inputs({"dd", "if=in", "of=out"}) == Texts{"if=in", "in"});
    CHECK(possible_inputs({"cc", "-o", "out", "in.c", "--output=x", "--out", "y"}) == Texts{"in.c"});
    CHECK(possible_inputs({"tool"}).empty());
    CHECK(possible_inputs({}).empty());
}

TEST_CASE("shells, interpreters and wrappers run other programs, by their file's name and in any version") {
    for (const char* program :
         {"sh", "/bin/bash", "python3", "/usr/bin/python3.11", "env", "perl5.36", "timeout"}) {
        CAPTURE(program);
        CHECK(runs_other_programs(program));
    }
    for (const char* program : {"zstd", "/opt/sh/solver", "shade", "environment", "", "/usr/bin/make_tree"}) {
        CAPTURE(program);
        CHECK_FALSE(runs_other_programs(program));
    }
}
