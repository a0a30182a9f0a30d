#include "profile/pprof.hpp"

#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <fstream>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

TakenProfile small_profile() {
    TakenProfile profile;
    profile.stacks = read_folded("p`main;p`f 300\np`main 1\n", "x");
    return profile;
}

std::string bytes_of(std::initializer_list<int> bytes) {
    std::string text;
    for (const int byte : bytes) {
        text += static_cast<char>(byte);
    }
    return text;
}

/// What `command` says to the file of these bytes; nothing where there is no such program.
std::optional<std::string> told_by(const std::string& command, const std::string& program,
                                   const std::string& bytes) {
    const testing::TemporaryDirectory directory;
    std::ofstream(directory.path() / "profile", std::ios::binary) << bytes;
    if (run_subprocess({program, "--version"}, "", std::chrono::minutes(1)).start_error) {
        WARN("skipped: there is no " << program);
        return std::nullopt;
    }
    const SubprocessResult result = run_subprocess({"sh", "-c", command + " < profile"},
                                                   directory.path().string(), std::chrono::minutes(1));
    INFO(result.error_output);
    CHECK(result.exit_code == 0);
    return result.output;
}

}  // namespace

TEST_CASE("pprof's message, byte by byte") {
    TakenProfile profile;
    profile.stacks = read_folded("f 300\n", "x");
    CHECK(write_pprof(profile) ==
          bytes_of({0x0a, 4, 0x08, 1, 0x10, 2}) +                      // sample_type: string 1, string 2
              bytes_of({0x12, 7, 0x0a, 1, 1, 0x12, 2, 0xac, 0x02}) +   // sample: location 1, value 300
              bytes_of({0x22, 6, 0x08, 1, 0x22, 2, 0x08, 1}) +         // location 1: line of function 1
              bytes_of({0x2a, 6, 0x08, 1, 0x10, 3, 0x18, 3}) +         // function 1: string 3, twice
              bytes_of({0x32, 0}) + bytes_of({0x32, 7}) + "samples" +  // the strings, the empty one first
              bytes_of({0x32, 5}) + "count" + bytes_of({0x32, 1}) + "f");
}

TEST_CASE("protoc decodes the message by the format's field numbers") {
    TakenProfile profile = small_profile();
    profile.frequency_hz = 1000;
    profile.duration_s = 2;
    const auto text =
        told_by("protoc --decode_raw", "protoc", write_pprof(profile, 1'700'000'000'000'000'000));
    if (!text) {
        return;
    }
    // Sorted: "main" alone, then with f. Locations are leaf first; packed ones are shown as bytes.
    CHECK_THAT(*text, Contains("1 {\n  1: 1\n  2: 2\n}\n1 {\n  1: 3\n  2: 4\n}\n"));
    CHECK_THAT(*text, Contains("3 {\n  1: 1\n  5: 5\n  7: 1\n}\n"));
    CHECK_THAT(*text, Contains("4 {\n  1: 1\n  2: 1\n  4 {\n    1: 1\n  }\n}\n"));
    CHECK_THAT(*text,
               Contains("6: \"\"\n6: \"samples\"\n6: \"count\"\n6: \"cpu\"\n6: \"nanoseconds\"\n6: \"p\"\n"));
    CHECK_THAT(*text, Contains("9: 1700000000000000000\n10: 2000000000\n12: 1000000\n"));
    CHECK_THAT(*text, Contains("11 {\n  1: 3\n  2: 4\n}\n"));
}

TEST_CASE("hostile names are UTF-8 in the message") {
    TakenProfile profile;
    profile.stacks.add(std::vector{profile.stacks.index_of("a\xff\n", "\xfe")}, 1);
    CHECK_THAT(write_pprof(profile), Contains("a\\xff\\n") && Contains("\\xfe"));
    CHECK(write_pprof({}).size() > 0);
}
