#include "profile/gperftools_profile.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <cstring>

using namespace ratchet;

namespace {

std::string words(const std::vector<std::uint64_t>& values) {
    std::string bytes(values.size() * sizeof(std::uint64_t), '\0');
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

const std::vector<std::uint64_t> header{0, 3, 0, 4000, 0};
const std::vector<std::uint64_t> trailer{0, 1, 0};

std::string why_refused(const std::string& bytes) {
    try {
        read_gperftools_profile(bytes, "x.prof");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        return error.what();
    }
    return "not refused";
}

}  // namespace

TEST_CASE("stacks, the period and the mappings are read") {
    const GperftoolsProfile profile =
        read_gperftools_profile(words(header) + words({5, 2, 0x1001, 0x2002}) + words({1, 1, 0x1003}) +
                                    words(trailer) + "1000-3000 r-xp 00000000 08:02 1   /bin/x\n",
                                "x.prof");
    CHECK(profile.period_s == Approx(0.004));
    REQUIRE(profile.stacks.size() == 2);
    CHECK(profile.stacks[0].samples == 5);
    CHECK(profile.stacks[0].addresses == std::vector<std::uint64_t>{0x1001, 0x2002});
    CHECK(profile.stacks[1].samples == 1);
    REQUIRE(profile.mappings.size() == 1);
    CHECK(profile.mappings[0].path == "/bin/x");
}

TEST_CASE("a profile without a sample is one; its text may be missing") {
    const GperftoolsProfile profile = read_gperftools_profile(words(header) + words(trailer), "x.prof");
    CHECK(profile.stacks.empty());
    CHECK(profile.mappings.empty());
}

TEST_CASE("what is no such file, or one that was cut off, is refused by name") {
    using Catch::Contains;
    CHECK_THAT(why_refused(""), Contains("x.prof") && Contains("no profile of gperftools"));
    CHECK_THAT(why_refused("#!/bin/sh\necho a script that is longer than a header\n"),
               Contains("no profile of gperftools"));
    CHECK_THAT(why_refused(words(header)), Contains("was killed"));
    CHECK_THAT(why_refused(words(header) + words({5, 2, 0x1001})), Contains("impossible depth"));
    CHECK_THAT(why_refused(words(header) + words({5, 0, 1, 1})), Contains("impossible depth"));
    CHECK_THAT(why_refused(words(header) + words({5, ~std::uint64_t{0}, 1, 1})),
               Contains("impossible depth"));
    CHECK_THAT(why_refused(words(header) + words({5, 1, 1}) + "odd"), Contains("was killed"));
}
