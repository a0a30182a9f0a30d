#include "artifacts/store_disk.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <functional>
#include <set>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ratchet::artifacts {
namespace {

namespace fs = std::filesystem;

/// A directory of this test's own, gone with it.
class Sandbox {
  public:
    Sandbox() {
        std::string pattern = (fs::temp_directory_path() / "ratchet-store-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;
    ~Sandbox() { fs::remove_all(path_); }

    [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }
    [[nodiscard]] const fs::path& path() const { return path_; }
    [[nodiscard]] std::set<std::string> names() const {
        std::set<std::string> found;
        for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
            found.insert(entry.path().filename().string());
        }
        return found;
    }

  private:
    fs::path path_;
};

/// The message of the `Error(artifact)` that `act` throws; an empty text when it throws none.
std::string refused_act(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.code() == ErrorCode::artifact ? error.what() : "another code";
    }
    return "";
}

/// Exit code of a child process that does `act`: what it does to its limits and mounts ends with it.
int in_child(const std::function<int()>& act) {
    const pid_t child = ::fork();
    if (child == 0) {
        int code = 99;
        try {
            code = act();
        } catch (...) {
        }
        ::_exit(code);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_CASE("a file is written, read and replaced as a whole, leaving nothing beside it") {
    const Sandbox sandbox;
    const std::string binary("a\0b\xff\n", 5);
    write_atomically(sandbox / "x", "old and longer");
    write_atomically(sandbox / "x", binary);
    CHECK(read_text(sandbox / "x") == binary);
    write_durably(sandbox / "x", "on the disk");
    CHECK(read_text(sandbox / "x") == "on the disk");
    write_atomically(sandbox / "x", "");
    CHECK(read_text(sandbox / "x").empty());
    CHECK(sandbox.names() == std::set<std::string>{"x"});
}

TEST_CASE("a file is written with the permissions that any new file gets") {
    const Sandbox sandbox;
    write_atomically(sandbox / "x", "text");
    std::ofstream(sandbox / "y") << "text";
    CHECK(fs::status(sandbox / "x").permissions() == fs::status(sandbox / "y").permissions());
}

TEST_CASE("a path without a directory is in the current one") {
    const Sandbox sandbox;
    const int code = in_child([&] {
        fs::current_path(sandbox.path());
        write_durably("x", "here");
        return read_text("x") == "here" ? 0 : 1;
    });
    CHECK(code == 0);
    CHECK(read_text(sandbox / "x") == "here");
}

TEST_CASE("a symbolic link at the target's name is replaced, and what it points to is not touched") {
    const Sandbox sandbox;
    write_atomically(sandbox / "victim", "precious");
    fs::create_symlink("victim", sandbox / "x");
    write_atomically(sandbox / "x", "new");
    CHECK(read_text(sandbox / "victim") == "precious");
    CHECK_FALSE(fs::is_symlink(sandbox / "x"));
    CHECK(read_text(sandbox / "x") == "new");
}

TEST_CASE("links planted under the temporary names of this process are neither followed nor removed") {
    const Sandbox sandbox;
    write_atomically(sandbox / "victim", "precious");
    for (int i = 0; i < 200; ++i) {
        const std::string name = ".ratchet-" + std::to_string(::getpid()) + "-" + std::to_string(i) + ".tmp";
        fs::create_symlink("victim", sandbox / name.c_str());
    }
    write_atomically(sandbox / "x", "new");
    CHECK(read_text(sandbox / "victim") == "precious");
    CHECK(read_text(sandbox / "x") == "new");
    CHECK(sandbox.names().size() == 202);
}

TEST_CASE("a write that cannot be made names file and reason, and leaves what was there") {
    const Sandbox sandbox;
    const std::string message = refused_act([&] { write_atomically(sandbox / "missing/x", "text"); });
    CHECK(contains(message, (sandbox / "missing/x").string()));
    CHECK(contains(message, "No such file or directory"));

    fs::create_directory(sandbox / "directory");
    write_atomically(sandbox / "directory/inside", "text");
    CHECK(contains(refused_act([&] { write_atomically(sandbox / "directory", "text"); }), "Is a directory"));
    CHECK(read_text(sandbox / "directory/inside") == "text");
    CHECK(sandbox.names() == std::set<std::string>{"directory"});
}

TEST_CASE("a write that the file size limit stops leaves the old content and no temporary file") {
    const Sandbox sandbox;
    write_atomically(sandbox / "x", "old");
    const int code = in_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{4096, 4096};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const std::string message =
            refused_act([&] { write_atomically(sandbox / "x", std::string(100'000, 'n')); });
        return contains(message, "File too large; make room and try again") ? 0 : 1;
    });
    CHECK(code == 0);
    CHECK(read_text(sandbox / "x") == "old");
    CHECK(sandbox.names() == std::set<std::string>{"x"});
}

TEST_CASE("a write onto a full disk leaves the old content and no temporary file") {
    constexpr int cannot_mount = 77;
    const Sandbox sandbox;
    const int code = in_child([&]() -> int {
        // In a mount namespace of the child's own, so that nothing is left mounted.
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("ratchet", sandbox.path().c_str(), "tmpfs", 0, "size=64k") != 0) {
            return cannot_mount;
        }
        write_atomically(sandbox / "x", "old");
        const std::string message =
            refused_act([&] { write_atomically(sandbox / "x", std::string(200'000, 'n')); });
        const bool intact = read_text(sandbox / "x") == "old" && sandbox.names().size() == 1;
        return contains(message, "No space left on device; make room") ? (intact ? 0 : 2) : 1;
    });
    if (code == cannot_mount) {
        WARN("skipped: mounting a small tmpfs needs privileges");
    } else {
        CHECK(code == 0);
    }
}

TEST_CASE("of several writers at once one whole text wins") {
    const Sandbox sandbox;
    std::vector<std::thread> writers;
    for (const char letter : {'a', 'b', 'c', 'd'}) {
        writers.emplace_back([&sandbox, letter] {
            for (int i = 0; i < 10; ++i) {
                write_atomically(sandbox / "x", std::string(50'000, letter));
            }
        });
    }
    for (std::thread& writer : writers) {
        writer.join();
    }
    const std::string text = read_text(sandbox / "x");
    CHECK(text == std::string(50'000, text.at(0)));
    CHECK(sandbox.names() == std::set<std::string>{"x"});
}

TEST_CASE("a file that is not there is nothing, or an error where it must be there") {
    const Sandbox sandbox;
    CHECK(read_text_if_present(sandbox / "x") == std::nullopt);
    const std::string message = refused_act([&] { read_text(sandbox / "x"); });
    CHECK(contains(message, (sandbox / "x").string()));
    CHECK(contains(message, "does not exist"));
    write_atomically(sandbox / "x", "text");
    CHECK(read_text_if_present(sandbox / "x") == "text");
}

TEST_CASE("what is there and cannot be read as a file is an error, not a missing file") {
    const Sandbox sandbox;
    CHECK(contains(refused_act([&] { read_text_if_present(sandbox.path()); }), "is not a regular file"));
    REQUIRE(::mkfifo((sandbox / "fifo").c_str(), 0600) == 0);
    CHECK(contains(refused_act([&] { read_text_if_present(sandbox / "fifo"); }), "is not a regular file"));
    fs::create_symlink("loop", sandbox / "loop");
    CHECK(contains(refused_act([&] { read_text_if_present(sandbox / "loop"); }), "cannot be read"));
    write_atomically(sandbox / "file", "text");
    CHECK(contains(refused_act([&] { read_text_if_present(sandbox / "file/x"); }), "is below a file"));
    CHECK(contains(refused_act([] { read_text("/dev/zero"); }), "is not a regular file"));
}

TEST_CASE("64 MiB are read and one byte more is refused") {
    const Sandbox sandbox;
    constexpr std::uintmax_t limit = std::uintmax_t{64} << 20U;
    write_atomically(sandbox / "x", "");
    fs::resize_file(sandbox / "x", limit);
    CHECK(read_text(sandbox / "x").size() == limit);
    fs::resize_file(sandbox / "x", limit + 1);
    CHECK(contains(refused_act([&] { read_text(sandbox / "x"); }), "larger than 64.0 MiB"));
}

TEST_CASE("a directory whose name is taken gets the next suffix") {
    const Sandbox sandbox;
    CHECK(make_unique_directory(sandbox.path(), "session") == sandbox / "session");
    CHECK(make_unique_directory(sandbox.path(), "session") == sandbox / "session_2");
    write_atomically(sandbox / "session_3", "a file counts as taken");
    fs::create_symlink("nowhere", sandbox / "session_4");
    CHECK(make_unique_directory(sandbox.path(), "session") == sandbox / "session_5");
    CHECK(contains(refused_act([&] { make_unique_directory(sandbox / "missing", "session"); }),
                   "No such file or directory"));
}

TEST_CASE("threads and processes that ask for one name at once get a directory each") {
    const Sandbox sandbox;
    const auto ask = [&sandbox] {
        for (int i = 0; i < 20; ++i) {
            make_unique_directory(sandbox.path(), "session");
        }
    };
    std::vector<pid_t> children;
    for (int i = 0; i < 3; ++i) {
        children.push_back(::fork());
        if (children.back() == 0) {
            ask();
            ::_exit(0);
        }
    }
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back(ask);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const pid_t child : children) {
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(status == 0);
    }
    CHECK(sandbox.names().size() == 120);
}

TEST_CASE("a link is pointed at a target, and again at another") {
    const Sandbox sandbox;
    replace_link(sandbox / "latest", "first");
    CHECK(fs::read_symlink(sandbox / "latest") == "first");
    replace_link(sandbox / "latest", "second");
    CHECK(fs::read_symlink(sandbox / "latest") == "second");
    CHECK(sandbox.names() == std::set<std::string>{"latest"});
}

TEST_CASE("a link replaces a file, and not a directory") {
    const Sandbox sandbox;
    write_atomically(sandbox / "file", "text");
    replace_link(sandbox / "file", "target");
    CHECK(fs::is_symlink(sandbox / "file"));
    fs::create_directory(sandbox / "directory");
    CHECK(contains(refused_act([&] { replace_link(sandbox / "directory", "target"); }), "Is a directory"));
    CHECK(sandbox.names() == std::set<std::string>{"directory", "file"});
}

}  // namespace
}  // namespace ratchet::artifacts
