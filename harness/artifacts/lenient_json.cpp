#include "artifacts/lenient_json.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace ratchet::artifacts {
namespace {

class Mender {
  public:
    explicit Mender(std::string_view text) : rest_(text) { mended_.reserve(text.size()); }

    std::string mend() {
        while (!rest_.empty()) {
            if (rest_.front() == '"') {
                take(1);
                mend_string();
            } else {
                mend_word();
            }
        }
        return std::move(mended_);
    }

  private:
    void take(std::size_t count) {
        mended_ += rest_.substr(0, count);
        rest_.remove_prefix(count);
    }

    /// Up to and with the closing quote.
    void mend_string() {
        bool escaped = false;
        while (!rest_.empty()) {
            const CodePoint character = decode_utf8(rest_);
            if (!character.valid || character.value < U' ') {
                mended_ += escaped ? "ufffd" : "\\ufffd";  // after a backslash the rest of the escape
                rest_.remove_prefix(character.size);
                escaped = false;
                continue;
            }
            take(character.size);
            if (character.value == U'"' && !escaped) {
                return;
            }
            escaped = character.value == U'\\' && !escaped;
        }
    }

    /// Up to the next punctuation, or the punctuation itself.
    void mend_word() {
        const std::size_t size = std::min(rest_.find_first_of(" \t\r\n,:[]{}\""), rest_.size());
        const std::string_view word = rest_.substr(0, size);
        if (is_not_finite_word(word)) {
            mended_ += '"';
            take(size);
            mended_ += '"';
        } else {
            take(std::max<std::size_t>(size, 1));
        }
    }

    std::string_view rest_;
    std::string mended_;
};

}  // namespace

bool is_not_finite_word(std::string_view word) {
    if (word.starts_with('-') || word.starts_with('+')) {
        word.remove_prefix(1);
    }
    constexpr std::array<std::string_view, 4> words{"NaN", "nan", "Infinity", "inf"};
    return std::ranges::find(words, word) != words.end();
}

std::string with_lenient_json_mended(std::string_view text) {
    return Mender(text).mend();
}

}  // namespace ratchet::artifacts
