#include "profile/callgrind_merge.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string_view take_line(std::string_view& rest) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    return line;
}

/// A line whose value is a name: "fn=(12) main", "fn=(12)", or "fn=main".
bool has_name(std::string_view key) {
    constexpr std::array<std::string_view, 12> keys{"fn",  "cfn",  "fl", "fi",  "fe",  "cfi",
                                                    "cfl", "cfni", "ob", "cob", "jfi", "jfn"};
    return std::ranges::find(keys, key) != keys.end();
}

/// The number of such a line, and what stands behind its ")".
struct NumberedName {
    std::string_view before;  ///< "fn=("
    std::uint64_t number = 0;
    std::string_view after;  ///< ") main", or ")"
};

std::optional<NumberedName> numbered_name(std::string_view line) {
    const std::size_t equals = line.find("=(");
    const std::size_t close = line.find(')');
    if (equals == std::string_view::npos || close == std::string_view::npos || close < equals ||
        !has_name(line.substr(0, equals))) {
        return std::nullopt;
    }
    NumberedName name{line.substr(0, equals + 2), 0, line.substr(close)};
    const char* const end = line.data() + close;
    const auto [rest, error] = std::from_chars(line.data() + equals + 2, end, name.number);
    return error == std::errc{} && rest == end ? std::optional(name) : std::nullopt;
}

/// One text, taken apart.
struct CallgrindParts {
    std::string header;               ///< up to the line "events:", without it and "positions:"
    std::string positions = " line";  ///< what is at the beginning of a line of costs
    std::string events;
    std::string_view body;  ///< behind it
};

class CallgrindMerger {
  public:
    void add(const CallgrindText& text) {
        const CallgrindParts parts = take_apart(text);
        if (texts_ == 0) {
            header_ = parts.header;
            positions_ = parts.positions;
            events_ = parts.events;
        } else if (parts.positions != positions_ || parts.events != events_) {
            throw refusal(text, "has other events or positions than its neighbours");
        }
        add_body(parts.body, text);
        ++texts_;
    }

    [[nodiscard]] std::string finish() const {
        return fmt::format(
            "{}desc: Merged: {} files\npositions:{}\nevents:{}\nsummary: {}\n\n{}\ntotals: {}\n", header_,
            texts_, positions_, events_, total_, body_, total_);
    }

  private:
    static Error refusal(const CallgrindText& text, const std::string& why) {
        return {ErrorCode::measurement, why, text.name};
    }

    static CallgrindParts take_apart(const CallgrindText& text) {
        CallgrindParts parts;
        parts.body = text.text;
        while (!parts.body.empty()) {
            const std::string_view line = take_line(parts.body);
            if (line.starts_with("events:")) {
                parts.events = line.substr(line.find(':') + 1);
                return parts;
            }
            if (line.starts_with("positions:")) {
                parts.positions = line.substr(line.find(':') + 1);
            } else if (!line.empty()) {
                parts.header.append(line).append("\n");
            }
        }
        throw refusal(text, "is not what callgrind writes: no events");
    }

    void add_body(std::string_view body, const CallgrindText& text) {
        const std::uint64_t offset = numbers_;
        bool has_total = false;
        while (!body.empty()) {
            const std::string_view line = take_line(body);
            if (line.starts_with("totals: ")) {
                add_total(line.substr(line.find(' ') + 1), text);
                has_total = true;
            } else if (const std::optional<NumberedName> name = numbered_name(line)) {
                if (name->number > std::numeric_limits<std::uint32_t>::max()) {
                    throw refusal(text, "numbers its names beyond all reason");
                }
                numbers_ = std::max(numbers_, offset + name->number + 1);
                fmt::format_to(std::back_inserter(body_), "{}{}{}\n", name->before, offset + name->number,
                               name->after);
            } else if (!line.empty() && !line.starts_with("summary:")) {
                body_.append(line).append("\n");
            }
        }
        if (!has_total) {
            throw refusal(text, "is not what callgrind writes: no total");
        }
    }

    void add_total(std::string_view digits, const CallgrindText& text) {
        std::uint64_t total = 0;
        const char* const end = digits.data() + digits.size();
        const auto [rest, error] = std::from_chars(digits.data(), end, total);
        if (error != std::errc{} || rest != end ||
            total > std::numeric_limits<std::uint64_t>::max() - total_) {
            throw refusal(text, "is not what callgrind writes: no total");
        }
        total_ += total;
    }

    std::string header_;
    std::string positions_;
    std::string events_;
    std::string body_;
    std::uint64_t numbers_ = 0;  ///< that names have had so far, and one more
    std::uint64_t total_ = 0;
    std::size_t texts_ = 0;
};

/// What stands behind `key` on the only line that begins with it; nothing where there is none.
std::optional<std::string_view> value_of_line(std::string_view text, std::string_view key) {
    const std::size_t line = text.find(key);
    if (line == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view rest = text.substr(line + key.size());
    return rest.substr(0, rest.find('\n'));
}

std::string with_total_as_summary(const std::string& text) {
    const std::optional<std::string_view> summary = value_of_line(text, "\nsummary: ");
    const std::optional<std::string_view> total = value_of_line(text, "\ntotals: ");
    if (!summary || !total || *summary == *total) {
        return text;
    }
    std::string changed = text;
    changed.replace(static_cast<std::size_t>(summary->data() - text.data()), summary->size(), *total);
    return changed;
}

}  // namespace

std::string merge_callgrind(const std::vector<CallgrindText>& texts) {
    if (texts.size() == 1) {
        return with_total_as_summary(texts.front().text);
    }
    CallgrindMerger merger;
    for (const CallgrindText& text : texts) {
        merger.add(text);
    }
    return merger.finish();
}

}  // namespace ratchet
