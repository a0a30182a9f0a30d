#include "profile/gzip.hpp"

#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <fstream>

using namespace ratchet;

namespace {

bool compresses() {
    if (gzip("")) {
        return true;
    }
    WARN("skipped: built without zlib");
    return false;
}

/// What gunzip makes of the file; `expected` itself where there is no gunzip.
std::string unzipped(const std::string& file, const std::string& expected) {
    const testing::TemporaryDirectory directory;
    std::ofstream(directory.path() / "file.gz", std::ios::binary) << file;
    const SubprocessResult result =
        run_subprocess({"gunzip", "-c", "file.gz"}, directory.path().string(), std::chrono::minutes(1));
    if (result.start_error) {
        WARN("skipped: there is no gunzip");
        return expected;
    }
    CHECK(result.exit_code == 0);
    return result.output;
}

}  // namespace

TEST_CASE("the file is RFC 1952's: no name, no time, the check value and the size") {
    if (!compresses()) {
        return;
    }
    const std::string file = *gzip("123456789");
    CHECK(file.substr(0, 8) == std::string("\x1f\x8b\x08\0\0\0\0\0", 8));  // deflate, no flags, time 0
    // CRC-32 of these nine digits is cbf43926 in every catalogue of check values.
    CHECK(file.substr(file.size() - 8) == std::string("\x26\x39\xf4\xcb\x09\0\0\0", 8));
    const std::string nothing = *gzip("");
    CHECK(nothing.substr(nothing.size() - 8) == std::string(8, '\0'));
    CHECK(gzip("123456789") == file);
}

TEST_CASE("gunzip gives the same bytes back, of whatever size and however hard to compress") {
    if (!compresses()) {
        return;
    }
    statistics::Random random(7);
    std::string noise;
    while (noise.size() < 200'000) {  // more than the pieces in which it is written
        noise += static_cast<char>(random.index(256));
    }
    for (const std::string& text :
         {std::string(), std::string("a\0b\n", 4), std::string(300'000, 'x'), noise}) {
        const std::string file = *gzip(text);
        CHECK(unzipped(file, text) == text);
    }
    CHECK(gzip(noise)->size() > 190'000);
    CHECK(gzip(std::string(300'000, 'x'))->size() < 2'000);
}
