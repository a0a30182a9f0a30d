#include "exec/shell_text.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Follows a shell's quotes through a text, as far as they are simple.
class QuoteScan {
  public:
    explicit QuoteScan(std::string_view text) : text_(text) {}

    /// Whether quotes that are put in at `end` are the shell's quotes.
    [[nodiscard]] bool is_bare_at(std::size_t end) {
        while (followed_ && position_ < end) {
            quote_ == '\'' ? single_quoted() : quote_ == '"' ? double_quoted() : bare();
        }
        return followed_ && quote_ == 0 && position_ == end && !text_.substr(0, end).ends_with("$");
    }

  private:
    [[nodiscard]] bool ahead(std::string_view wanted) const {
        return text_.substr(position_).starts_with(wanted);
    }

    void single_quoted() { quote_ = text_[position_++] == '\'' ? '\0' : quote_; }

    void double_quoted() {
        followed_ = !ahead("`") && !ahead("$(") && !ahead("${");
        quote_ = ahead("\"") ? '\0' : quote_;
        position_ += ahead("\\") ? 2 : 1;
    }

    void bare() {
        followed_ = !ahead("`") && !ahead("$'") && !ahead("<<") && !ahead("((") && !ahead("$[");
        if (ahead("#") && begins_word()) {
            position_ = std::min(text_.find('\n', position_), text_.size());
            return;
        }
        quote_ = ahead("'") || ahead("\"") ? text_[position_] : '\0';
        position_ += ahead("\\") ? 2 : 1;
    }

    [[nodiscard]] bool begins_word() const {
        return position_ == 0 ||
               std::string_view(" \t\n;|&()").find(text_[position_ - 1]) != std::string_view::npos;
    }

    std::string_view text_;
    std::size_t position_ = 0;
    char quote_ = 0;  ///< the one that is open
    bool followed_ = true;
};

void require_bare(std::string_view text, const std::string& name, const std::string& value) {
    const std::string mention = fmt::format("@{}@", name);
    for (std::size_t at = text.find(mention); at != std::string_view::npos; at = text.find(mention, at + 1)) {
        if (!QuoteScan(text).is_bare_at(at)) {
            throw Error(ErrorCode::usage,
                        fmt::format("the value '{}' must be quoted: write {} outside quotes, comments and "
                                    "here-documents, as in: echo 'a '{}' b'",
                                    printable(value), mention, mention),
                        fmt::format("text for a shell \"{}\"", printable(text)));
        }
    }
}

}  // namespace

std::string shell_text(std::string_view text, const Setting& setting) {
    Setting quoted;
    for (const auto& [name, value] : setting) {
        quoted[name] = shell_quoted(value);
        if (quoted[name] != value) {
            require_bare(text, name, value);
        }
    }
    return substituted(text, quoted);
}

}  // namespace ratchet
