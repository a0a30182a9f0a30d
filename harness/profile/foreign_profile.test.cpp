#include "profile/foreign_profile.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <string>
#include <vector>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

std::string kind_refusal(const std::string& text) {
    try {
        read_foreign_profile(text, "file");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        CHECK(error.where() == "file");
        return error.message();
    }
    return "not refused";
}

}  // namespace

TEST_CASE("what a text is shows at its beginning") {
    CHECK(profile_text_kind("a;b 12\n", "x") == ProfileTextKind::folded);
    CHECK(profile_text_kind("\n\nmain 1", "x") == ProfileTextKind::folded);
    CHECK(profile_text_kind("perf 12 [000] 3.5: 1 cycles:\n", "x") == ProfileTextKind::perf_script);
    CHECK(profile_text_kind("# captured on: x\n#\na 1 1.0: c:\n", "x") == ProfileTextKind::perf_script);
    CHECK(profile_text_kind("\t7f main (/x)\n", "x") == ProfileTextKind::perf_script);
    CHECK(profile_text_kind("# callgrind format\n", "x") == ProfileTextKind::callgrind);
    CHECK(profile_text_kind("events: Ir\nfn=f\n1 2\n", "x") == ProfileTextKind::callgrind);
    CHECK(profile_text_kind("{\"$schema\": \"ratchet/profile/1\"}", "x") == ProfileTextKind::profile_json);
    CHECK(profile_text_kind("m\xff`f\xe9 12\nmain 1", "x") == ProfileTextKind::folded);  // Latin-1
    // Longer than what tells the kind.
    CHECK(read_foreign_profile("a;" + std::string(2 * telling_bytes, 'b') + " 5\n", "x").stacks.samples() ==
          5);
}

TEST_CASE("each kind is read as what it is") {
    CHECK(read_foreign_profile("a;b 12\n", "x").stacks.samples() == 12);
    CHECK(read_foreign_profile("a 1 1.0: c:\n\t10 main (/x)\n\n", "x").stacks.frames().size() == 2);
    CHECK(read_foreign_profile("events: Ir\nfn=f\n1 2\n", "x").unit == "instructions");
    CHECK_THAT(kind_refusal("a;b 12\na;b\n"), Contains("line 2"));
}

TEST_CASE("a text may come in pieces") {
    const auto read = [](std::vector<std::string> pieces) {
        std::size_t next = 0;
        return read_foreign_profile([&] { return next < pieces.size() ? pieces[next++] : std::string(); },
                                    "x");
    };
    CHECK(read({"a;", "b 1", "2\n"}).stacks.samples() == 12);
    std::string script;
    while (script.size() < 200'000) {
        script += "a 1 1.0: c:\n\t10 main (/x)\n\n";
    }
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < script.size(); at += 777) {
        pieces.push_back(script.substr(at, 777));
    }
    CHECK(read(pieces).stacks.samples() == read_foreign_profile(script, "x").stacks.samples());
    CHECK(read({script}).stacks.samples() == read(pieces).stacks.samples());
    CHECK_THROWS_AS(read({}), Error);
}

TEST_CASE("what is no profile is refused with what to do") {
    CHECK_THAT(kind_refusal(""), Contains("is empty"));
    CHECK_THAT(kind_refusal("\n\n# nothing\n"), Contains("is empty"));
    CHECK_THAT(kind_refusal(std::string("PERFILE2\x68\0\0", 11)), Contains("perf script -i FILE > TEXT"));
    CHECK_THAT(kind_refusal("\x1f\x8b\x08"), Contains("gunzip"));
    CHECK_THAT(kind_refusal("\x7f"
                            "ELF\x02"),
               Contains("executable"));
    CHECK_THAT(kind_refusal(std::string("a;b 1\n\0", 7)), Contains("is binary"));
    CHECK_THAT(kind_refusal("\xff\xfe\xfd\xfc"), Contains("is binary"));
    CHECK_THAT(kind_refusal("<?xml version=\"1.0\"?><svg/>"), Contains("stacks.folded"));
    CHECK_THAT(kind_refusal("{\"a\": 1}"), Contains("JSON"));
    CHECK_THAT(kind_refusal("{\"$schema\": \"ratchet/profile/1\"}"), Contains("stacks.folded beside it"));
    CHECK_THAT(kind_refusal("\nhello\x1b world\n"),
               Contains("line 2 is neither") && Contains("hello\\x1b world"));
    CHECK_THAT(kind_refusal(" 12\n"), Contains("line 1 is neither"));
}
