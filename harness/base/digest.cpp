#include "base/digest.hpp"

#include "base/error.hpp"

#include <array>

#include <openssl/evp.h>

namespace ratchet {
namespace {

void require(bool succeeded) {
    if (!succeeded) {
        throw Error(ErrorCode::measurement, "OpenSSL cannot compute SHA-256: check the installed libcrypto");
    }
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    require(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}

void Sha256::update(std::string_view bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1);

    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(std::size_t{size} * 2);
    for (unsigned int index = 0; index < size; ++index) {
        text += digits[digest[index] >> 4U];
        text += digits[digest[index] & 0x0FU];
    }
    return text;
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 digest;
    digest.update(bytes);
    return digest.hex();
}

}  // namespace ratchet
