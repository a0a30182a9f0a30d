#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;  // OpenSSL's digest context, kept out of every includer

namespace ratchet {

/// SHA-256 (FIPS 180-4) of bytes that arrive in pieces. Throws `Error(measurement)` where OpenSSL cannot
/// compute it.
class Sha256 {
  public:
    Sha256();

    /// Appends `bytes`; may be called any number of times before `hex`.
    void update(std::string_view bytes);

    /// The digest of everything so far as 64 lower-case hexadecimal digits. Call it once, last.
    [[nodiscard]] std::string hex();

  private:
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace ratchet
