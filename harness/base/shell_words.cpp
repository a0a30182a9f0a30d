#include "base/shell_words.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

class WordReader {
  public:
    explicit WordReader(std::string_view text) : text_(text) {}

    std::vector<std::string> words() {
        while (position_ < text_.size()) {
            read(next());
        }
        finish_word();
        return std::move(words_);
    }

  private:
    [[noreturn]] void fail(const std::string& message) const {
        throw Error(ErrorCode::usage, message, fmt::format("\"{}\"", printable(text_)));
    }

    char next() { return text_[position_++]; }

    std::string& word() {
        in_word_ = true;
        return word_;
    }

    void finish_word() {
        if (in_word_) {
            words_.push_back(word_);
            word_.clear();
            in_word_ = false;
        }
    }

    void read(char c) {
        switch (c) {
            case ' ':
            case '\t':
                finish_word();
                break;
            case '\'':
                single_quoted();
                break;
            case '"':
                double_quoted();
                break;
            case '\\':
                word() += escaped();
                break;
            default:
                if (std::string_view("|&;<>()\n").find(c) != std::string_view::npos) {
                    fail(fmt::format("'{}' needs a shell: quote it, or give the command to one with --shell",
                                     printable(std::string_view(&c, 1))));
                }
                word() += c;
        }
    }

    char escaped() {
        if (position_ == text_.size()) {
            fail("ends with a backslash that stands before nothing");
        }
        return next();
    }

    void single_quoted() {
        const std::size_t end = text_.find('\'', position_);
        if (end == std::string_view::npos) {
            fail("a ' is not closed");
        }
        word() += text_.substr(position_, end - position_);
        position_ = end + 1;
    }

    void double_quoted() {
        word();
        for (;;) {
            if (position_ == text_.size()) {
                fail("a \" is not closed");
            }
            const char c = next();
            if (c == '"') {
                return;
            }
            const bool escapes = c == '\\' && position_ < text_.size() &&
                                 std::string_view("\\\"$`").find(text_[position_]) != std::string_view::npos;
            word() += escapes ? next() : c;
        }
    }

    std::string_view text_;
    std::size_t position_ = 0;
    std::vector<std::string> words_;
    std::string word_;      ///< the one being read
    bool in_word_ = false;  ///< a word may be empty, where quotes hold nothing
};

}  // namespace

std::vector<std::string> shell_words(std::string_view text) {
    return WordReader(text).words();
}

}  // namespace ratchet
