#include "reference/build_log.hpp"

#include "catch.hpp"

using ratchet::first_error;

TEST_CASE("the first error of a build is the compiler's line, not the command that is echoed before it") {
    CHECK(first_error("[1/2] Building CXX object error.cpp.o\n"
                      "FAILED: error.cpp.o\n"
                      "/usr/bin/c++ -Werror -o error.cpp.o -c error.cpp\n"
                      "error.cpp: In function 'int f()':\n"
                      "error.cpp:3:5: error: 'x' was not declared\n"
                      "error.cpp:4:5: error: 'y' was not declared\n"
                      "ninja: build stopped: subcommand failed.\n") ==
          "error.cpp:3:5: error: 'x' was not declared");
    CHECK(first_error("main.o: in function `main':\nmain.cpp:1: undefined reference to `f()'\n") ==
          "main.cpp:1: undefined reference to `f()'");
    CHECK(first_error("-- Configuring\nCMake Error at CMakeLists.txt:3 (find_package):\n  none\n") ==
          "CMake Error at CMakeLists.txt:3 (find_package):");
}

TEST_CASE("a log without an error has none, and a long one is cut") {
    CHECK(first_error("").empty());
    CHECK(first_error("[1/1] Building CXX object src/error.cpp.o\n").empty());
    CHECK(first_error("error: " + std::string(1000, 'x')).size() == 200);
}
