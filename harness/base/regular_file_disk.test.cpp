#include "base/regular_file_disk.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "temporary_directory_disk.hpp"

#include <array>
#include <fstream>

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using ratchet::Error;
using ratchet::read_regular_file;
using ratchet::RegularFile;
using ratchet::testing::TemporaryDirectory;

namespace {

void write(const fs::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("a regular file is read whole, and piece by piece") {
    const TemporaryDirectory directory;
    const std::string text = std::string(200'000, 'x') + "end";
    write(directory.path() / "file", text);
    CHECK(read_regular_file(directory.path() / "file", text.size()) == text);

    const auto file = RegularFile::open(directory.path() / "file");
    REQUIRE(file);
    CHECK(file->size() == text.size());
    CHECK(file->read_at(199'999, 3) == "xen");
    CHECK(file->read_at(200'002, 100) == "d");
    CHECK(file->read_at(999'999, 1).empty());
}

TEST_CASE("a link to a regular file is followed; nothing there is told as nothing") {
    const TemporaryDirectory directory;
    write(directory.path() / "file", "text");
    fs::create_symlink("file", directory.path() / "link");
    fs::create_symlink("gone", directory.path() / "broken");
    CHECK(read_regular_file(directory.path() / "link", 100) == "text");
    CHECK_FALSE(read_regular_file(directory.path() / "broken", 100));
    CHECK_FALSE(read_regular_file(directory.path() / "absent", 100));
    CHECK_FALSE(read_regular_file(directory.path() / "file" / "below", 100));
}

TEST_CASE("a file longer than allowed is refused by name") {
    const TemporaryDirectory directory;
    write(directory.path() / "long", "12345");
    CHECK(read_regular_file(directory.path() / "long", 5) == "12345");
    CHECK_THROWS_WITH(read_regular_file(directory.path() / "long", 4),
                      Catch::Contains("long") && Catch::Contains("4 B"));
}

TEST_CASE("a FIFO, a device and a directory are refused without being opened") {
    const TemporaryDirectory directory;
    REQUIRE(::mkfifo((directory.path() / "fifo").c_str(), 0600) == 0);
    fs::create_symlink("fifo", directory.path() / "link-to-fifo");
    fs::create_symlink("/dev/zero", directory.path() / "link-to-device");
    const int watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    REQUIRE(::inotify_add_watch(watch, (directory.path() / "fifo").c_str(), IN_OPEN) >= 0);
    for (const char* name : {"fifo", "link-to-fifo", "link-to-device", "."}) {
        CAPTURE(name);
        CHECK_THROWS_AS(RegularFile::open(directory.path() / name), Error);
    }
    std::array<char, 1024> events{};
    CHECK(::read(watch, events.data(), events.size()) < 0);
    ::close(watch);
}

TEST_CASE("generated files of the kernel, which claim to be empty, are read") {
    CHECK_THAT(read_regular_file("/proc/self/status", 1'000'000).value_or(""), Catch::Contains("Pid:"));
}
