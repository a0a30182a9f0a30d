#include "base/digest.hpp"

#include "catch.hpp"

#include <string>

using ratchet::Sha256;
using ratchet::sha256_hex;

// Example messages of FIPS 180 (NIST, "SHA-256 examples" and the million-letter message).
TEST_CASE("SHA-256 agrees with the published examples") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                     "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu") ==
          "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on how the bytes are cut into pieces") {
    const std::string text = "one\0two and a few more bytes than one block of sixty-four holds, really";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Sha256 digest;
        digest.update(std::string_view(text).substr(0, cut));
        digest.update("");
        digest.update(std::string_view(text).substr(cut));
        CHECK(digest.hex() == sha256_hex(text));
    }
}

TEST_CASE("SHA-256 covers bytes after a NUL") {
    using namespace std::string_view_literals;
    CHECK(sha256_hex("a\0b"sv) != sha256_hex("a\0c"sv));
}
