#include "session/file_lock_disk.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <optional>

using namespace ratchet;
using Catch::Matchers::Contains;

TEST_CASE("a lock has one holder; who waits is told once, and gives up at the deadline") {
    const testing::TemporaryDirectory directory;
    const std::string path = (directory.path() / "lock").string();
    std::optional<FileLock> holder(path);
    int told = 0;
    constexpr auto past = FileLock::Deadline::min();
    CHECK_THROWS_WITH(FileLock(
                          path, [&] { ++told; }, past),
                      Contains("still held by another ratchet"));
    CHECK(told == 1);
    holder.reset();
    const FileLock next(
        path, [&] { ++told; }, past);  // one that is free is taken however late it is
    CHECK(told == 1);
}
