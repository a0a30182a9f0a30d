#pragma once

#include <string>
#include <string_view>

namespace ratchet::artifacts {

/// `text` with what writers of almost-JSON get wrong put right: NaN and infinities, bare words there, become
/// strings ("NaN", "-Infinity", as they were spelt); inside strings control characters and bytes that are not
/// UTF-8 become U+FFFD. What is JSON stays as it is; other faults stay faults.
std::string with_lenient_json_mended(std::string_view text);

/// Whether `word` is how NaN or an infinity is spelt where it is no JSON.
bool is_not_finite_word(std::string_view word);

}  // namespace ratchet::artifacts
