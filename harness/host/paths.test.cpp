#include "host/paths.hpp"

#include "catch.hpp"
#include "host/command_files.hpp"
#include "host/git_output.hpp"

using namespace std::string_view_literals;
using ratchet::changed_paths;
using ratchet::lies_within;
using ratchet::lies_within_any;
using ratchet::may_be_built;
using ratchet::nul_separated;
using ratchet::portable_name;
using ratchet::possible_inputs;

using Texts = std::vector<std::string>;
using Views = std::vector<std::string_view>;

TEST_CASE("a path lies within a directory by whole names, not by letters") {
    CHECK(lies_within("/project/build/a", "/project/build"));
    CHECK(lies_within("/project/build/a", "/project/build/"));
    CHECK(lies_within("/project/build", "/project/build"));
    CHECK(lies_within("/anything", "/"));
    CHECK_FALSE(lies_within("/project/builder/a", "/project/build"));
    CHECK_FALSE(lies_within("/project", "/project/build"));
    CHECK_FALSE(lies_within("/project", ""));
    CHECK(lies_within_any("/b/x", {"/a", "/b"}));
    CHECK_FALSE(lies_within_any("/c/x", {"/a", "/b"}));
    CHECK_FALSE(lies_within_any("/c/x", {}));
}

TEST_CASE("a portable name does not depend on where the project lies") {
    CHECK(portable_name("/home/a/project/build/corpus", "/home/a/project", "/home/a/project/build") ==
          "build:corpus");
    CHECK(portable_name("/home/a/project/data/x y", "/home/a/project", "/home/a/project/build") ==
          "source:data/x y");
    CHECK(portable_name("/usr/share/dict/words", "/home/a/project", "/home/a/project/build") ==
          "/usr/share/dict/words");
}

TEST_CASE("arguments and what follows an equals sign may name inputs; the program itself does not") {
    CHECK(possible_inputs({"zstd", "-3", "-c", "corpus.tar"}) == Texts{"-3", "-c", "corpus.tar"});
    CHECK(possible_inputs({"tool", "--input=a=b", "--input=a=b", ""}) == Texts{"--input=a=b", "a=b"});
    CHECK(possible_inputs({"tool"}).empty());
    CHECK(possible_inputs({}).empty());
}

TEST_CASE("what a command writes is not taken for its input") {
    CHECK(possible_inputs({"zstd", "in", "-o", "out.zst"}) == Texts{"in"});
    CHECK(possible_inputs({"sort", "in", "--output", "out", "more"}) == Texts{"in", "more"});
    CHECK(possible_inputs({"sort", "--output=out", "in"}) == Texts{"in"});
    CHECK(possible_inputs({"dd", "if=in", "of=out"}) == Texts{"if=in", "in"});
}

TEST_CASE("git's NUL-terminated lists are taken apart, odd names and a missing end included") {
    CHECK(nul_separated("a\0b c\0d\ne\0"sv) == Views{"a", "b c", "d\ne"});
    CHECK(nul_separated("a\0\0b"sv) == Views{"a", "b"});
    CHECK(nul_separated("").empty());
    CHECK(changed_paths(" M src/a b.cpp\0A  \"q\"\0?\0"sv) == Views{"src/a b.cpp", "\"q\"", "?"});
}

TEST_CASE("documentation and dot files are no part of a build") {
    for (const char* path : {"README.md", "docs/guide.rst", "a/b.adoc", ".gitignore", ".github/.hidden"}) {
        CAPTURE(path);
        CHECK_FALSE(may_be_built(path));
    }
    for (const char* path : {"a.cpp", "CMakeLists.txt", "data/corpus", ".config/a.h", "md"}) {
        CAPTURE(path);
        CHECK(may_be_built(path));
    }
}
