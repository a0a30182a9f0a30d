#include "reference/initial_cache.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

std::string script(const std::string& cache) {
    return initial_cache(parse_cmake_cache(cache), "/src", "/src/build", "/tree");
}

}  // namespace

TEST_CASE("a cache is read entry by entry, whatever else stands in it") {
    CHECK(parse_cmake_cache("# This is the CMakeCache file.\n\n//Choose the type of build\n"
                            "CMAKE_BUILD_TYPE:STRING=Release\nEMPTY:STRING=\nFLAGS:STRING=-DX=a:b=c\n"
                            "SPACED:STRING=' x '\nno entry\n:TYPE=x\n\"odd:name\":BOOL=ON\nLAST:BOOL=ON") ==
          std::vector<CacheEntry>{{"CMAKE_BUILD_TYPE", "STRING", "Release"},
                                  {"EMPTY", "STRING", ""},
                                  {"FLAGS", "STRING", "-DX=a:b=c"},
                                  {"SPACED", "STRING", " x "},
                                  {"LAST", "BOOL", "ON"}});
}

TEST_CASE("settings are kept, what CMake finds out and what lies in the build tree is not") {
    CHECK(script("CMAKE_CXX_COMPILER:FILEPATH=/usr/bin/g++\n"
                 "WANTED:UNINITIALIZED=ON\n"
                 "CMAKE_GENERATOR:INTERNAL=Ninja\n"
                 "x_SOURCE_DIR:STATIC=/src\n"
                 "DEPS:PATH=/src/build/_deps\n"
                 "RATCHET_OUTPUT_DIR:PATH=/results\n") ==
          "set([=[CMAKE_CXX_COMPILER]=] [=[/usr/bin/g++]=] CACHE FILEPATH \"\")\n"
          "set([=[WANTED]=] [=[ON]=] CACHE STRING \"\")\n");
}

TEST_CASE("a toolchain or a search path in the build tree is used from there") {
    CHECK(script("CMAKE_TOOLCHAIN_FILE:FILEPATH=/src/build/conan_toolchain.cmake\n"
                 "CMAKE_PREFIX_PATH:PATH=/src/build/deps;/src/deps\n") ==
          "set([=[CMAKE_TOOLCHAIN_FILE]=] [=[/src/build/conan_toolchain.cmake]=] CACHE FILEPATH \"\")\n"
          "set([=[CMAKE_PREFIX_PATH]=] [=[/src/build/deps;/src/deps]=] CACHE PATH \"\")\n");
}

TEST_CASE("paths in the source tree move with it, those beside it do not") {
    CHECK(script("TOOLCHAIN:FILEPATH=/src/cmake/toolchain.cmake\n"
                 "LIST:STRING=/src;/usr/src/x\n"
                 "FLAGS:STRING=-I/src/include -DROOT=/src -I/opt/src\n"
                 "BESIDE:PATH=/src2/include\n") ==
          "set([=[TOOLCHAIN]=] [=[/tree/cmake/toolchain.cmake]=] CACHE FILEPATH \"\")\n"
          "set([=[LIST]=] [=[/tree;/usr/src/x]=] CACHE STRING \"\")\n"
          "set([=[FLAGS]=] [=[-I/tree/include -DROOT=/tree -I/opt/src]=] CACHE STRING \"\")\n"
          "set([=[BESIDE]=] [=[/src2/include]=] CACHE PATH \"\")\n");
}

TEST_CASE("no value can end its own quotes") {
    CHECK(script("X:STRING=]=] CACHE STRING \"\") execute_process(COMMAND touch pwned) set(Y [=[\n") ==
          "set([=[X]=] [==[]=] CACHE STRING \"\") execute_process(COMMAND touch pwned) set(Y [=[]==] CACHE "
          "STRING \"\")\n");
    CHECK(script("X:STRING \"\") execute_process(COMMAND touch pwned) #=1\n") == "");
    CHECK(script("Y:STRING=${HOME}]==\n") == "set([=[Y]=] [===[${HOME}]==]===] CACHE STRING \"\")\n");
}
