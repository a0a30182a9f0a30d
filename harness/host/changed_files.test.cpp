#include "host/changed_files.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

const ChangedFiles tree{"/home/u/repository",
                        "engine/",
                        "/work/engine",  // a link to /home/u/repository/engine
                        {"engine/src/evaluate.cpp", "evaluate.cpp", "third_party/zlib", "tools/main.cpp"}};

using Path = std::optional<std::string>;

}  // namespace

TEST_CASE("a source is told relative to the repository, however the build names it") {
    CHECK(path_in_tree("/home/u/repository/engine/src/a.cpp", tree) == Path("engine/src/a.cpp"));
    CHECK(path_in_tree("/work/engine/src/a.cpp", tree) == Path("engine/src/a.cpp"));
    CHECK(path_in_tree("src/a.cpp", tree) == Path("engine/src/a.cpp"));  // -ffile-prefix-map
    CHECK(path_in_tree("/work/engine2/src/a.cpp", tree) == Path());
    CHECK(path_in_tree("/usr/include/c++/12/vector", tree) == Path());
    CHECK(path_in_tree("../other/a.cpp", tree) == Path());
    CHECK(path_in_tree("", tree) == Path());
    CHECK(path_in_tree("/work/engine", tree) == Path());
    CHECK(path_in_tree("/work/engine/", tree) == Path());
    const ChangedFiles whole{"/r", "", "/r/", {}};
    CHECK(path_in_tree("/r/a.cpp", whole) == Path("a.cpp"));
    CHECK(path_in_tree("a.cpp", {}) == Path("a.cpp"));
    CHECK(path_in_tree("/a.cpp", {}) == Path());
}

TEST_CASE("a source in the tree is changed when its very path is") {
    CHECK(changed_path("/work/engine/src/evaluate.cpp", tree) == Path("engine/src/evaluate.cpp"));
    CHECK(changed_path("/home/u/repository/evaluate.cpp", tree) == Path("evaluate.cpp"));
    CHECK(changed_path("src/evaluate.cpp", tree) == Path("engine/src/evaluate.cpp"));
    // Not by the end of its path, here: another file of that name is not changed.
    CHECK(changed_path("/work/engine/evaluate.cpp", tree) == Path());
    CHECK(changed_path("/work/engine/src/evaluate.cpp.in", tree) == Path());
    CHECK(changed_path("", tree) == Path());
}

TEST_CASE("a changed submodule stands for all that is in it") {
    CHECK(changed_path("/home/u/repository/third_party/zlib/crc.c", tree) == Path("third_party/zlib"));
    CHECK(changed_path("/home/u/repository/third_party/zlib2/crc.c", tree) == Path());
}

TEST_CASE("a source elsewhere is the longest path that it ends with, whole components alone") {
    CHECK(changed_path("/build/x/engine/src/evaluate.cpp", tree) == Path("engine/src/evaluate.cpp"));
    CHECK(changed_path("/build/x/src/evaluate.cpp", tree) == Path("evaluate.cpp"));
    CHECK(changed_path("/build/x/src/reevaluate.cpp", tree) == Path());
    CHECK(changed_path("/build/my_tools/main.cpp", tree) == Path());
    CHECK(changed_path("/build/tools/main.cpp", tree) == Path("tools/main.cpp"));
    CHECK(changed_path("../evaluate.cpp", tree) == Path());
    CHECK(changed_path("/evaluate.cpp", tree) == Path("evaluate.cpp"));
}

TEST_CASE("headers of the system are nobody's sources, whatever they are called") {
    const ChangedFiles names{"/r", "", "/r", {"vector", "time.h"}};
    CHECK(changed_path("/usr/include/c++/12/vector", names) == Path());
    CHECK(changed_path("/usr/include/time.h", names) == Path());
    CHECK(changed_path("/usr/lib/gcc/x86_64-linux-gnu/12/include/time.h", names) == Path());
}
