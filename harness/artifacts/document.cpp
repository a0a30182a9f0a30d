#include "artifacts/document.hpp"

#include "artifacts/limits.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet::artifacts {
namespace {

using nlohmann::json;

constexpr int max_depth = 64;
constexpr std::size_t max_values = 4'000'000;

[[noreturn]] void fail(const Source& source, const std::string& message) {
    throw Error(ErrorCode::artifact, fmt::format("{}; {}", message, source.advice), source.where);
}

// Looked at before anything is allocated: a few megabytes of brackets would become gigabytes of values, and
// deep nesting would exhaust the stack of every function that walks it.
void check_limits(std::string_view text, const Source& source) {
    if (text.size() > max_document_bytes) {
        fail(source, fmt::format("larger than {} MiB", max_document_bytes >> 20U));
    }
    int depth = 0;
    std::size_t values = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            i += c == '\\' ? 1 : 0;
            in_string = c != '"';
            continue;
        }
        in_string = c == '"';
        depth += (c == '{' || c == '[') ? 1 : (c == '}' || c == ']') ? -1 : 0;
        values += (c == '{' || c == '[' || c == ',') ? 1 : 0;
        if (depth > max_depth) {
            fail(source, fmt::format("nested more than {} levels deep", max_depth));
        }
        if (values > max_values) {
            fail(source, fmt::format("more than {} values", max_values));
        }
    }
}

json parse(std::string_view text, const Source& source, const json::parser_callback_t& look = nullptr) {
    check_limits(text, source);
    try {
        return json::parse(text, look);
    } catch (const json::parse_error& error) {
        if (error.byte > text.size()) {
            fail(source, "not a JSON document: it ends too early");
        }
        const auto line =
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(error.byte), '\n');
        fail(source, fmt::format("not a JSON document: wrong at line {}, byte {}", line, error.byte));
    } catch (const json::out_of_range&) {
        fail(source, "a number is too large");
    }
}

std::string schema_name(const DocumentKind& kind, std::size_t version) {
    return fmt::format("ratchet/{}/{}", kind.name, version);
}

/// The version that `schema` names, or nothing when it is not of this kind.
std::optional<unsigned> version_in(std::string_view schema, const DocumentKind& kind) {
    const std::string prefix = fmt::format("ratchet/{}/", kind.name);
    if (!schema.starts_with(prefix)) {
        return std::nullopt;
    }
    schema.remove_prefix(prefix.size());
    unsigned version = 0;
    const char* const end = schema.data() + schema.size();
    const auto [stop, error] = std::from_chars(schema.data(), end, version);
    return error == std::errc() && stop == end ? std::optional(version) : std::nullopt;
}

std::size_t oldest_version(const DocumentKind& kind) {
    return kind.version - kind.upgrades.size();
}

std::size_t read_version(const Node& root, const DocumentKind& kind, const Source& source) {
    constexpr std::size_t longest_shown = 80;
    std::string schema;
    const Node field = root.at("$schema");
    field.read(schema);
    const std::optional<unsigned> version = version_in(schema, kind);
    if (!version) {
        field.fail(fmt::format("expected \"{}\", this is \"{}\"", schema_name(kind, kind.version),
                               printable(std::string_view(schema).substr(0, longest_shown))));
    }
    if (*version > kind.version) {
        throw Error(ErrorCode::artifact,
                    fmt::format("\"{}\" was written by a newer Ratchet, and this one reads up to \"{}\"; "
                                "update Ratchet",
                                schema, schema_name(kind, kind.version)),
                    source.where);
    }
    if (*version < oldest_version(kind)) {
        field.fail(fmt::format("\"{}\" is older than what this Ratchet reads", schema));
    }
    return *version;
}

/// The path of the first number that is not finite.
std::optional<std::string> find_not_finite(const json& value) {
    if (value.is_number_float() && !std::isfinite(value.get<double>())) {
        return "";
    }
    if (value.is_object()) {
        for (auto member = value.begin(); member != value.end(); ++member) {
            if (const auto rest = find_not_finite(*member)) {
                return fmt::format(".{}{}", printable(member.key()), *rest);
            }
        }
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (const auto rest = find_not_finite(value[i])) {
                return fmt::format("[{}]{}", i, *rest);
            }
        }
    }
    return std::nullopt;
}

/// Writes JSON for people and for `git diff`.
class Emitter {
  public:
    static std::string emit(const json& value) {
        Emitter emitter;
        emitter.put(value, 0);
        emitter.text_ += '\n';
        return std::move(emitter.text_);
    }

  private:
    void put(const json& value, int depth) {
        switch (value.type()) {
            case json::value_t::object:
                put_all(value, '{', '}', depth, [&](const json::const_iterator& member) {
                    put_string(member.key());
                    text_ += ": ";
                    put(*member, depth + 1);
                });
                break;
            case json::value_t::array:
                put_array(value, depth);
                break;
            case json::value_t::string:
                put_string(value.get_ref<const std::string&>());
                break;
            case json::value_t::number_float:
                put_number(value.get<double>());
                break;
            case json::value_t::number_integer:
                put_number(value.get<std::int64_t>());
                break;
            case json::value_t::number_unsigned:
                put_number(value.get<std::uint64_t>());
                break;
            default:  // null, true, false
                text_ += value.dump();
        }
    }

    void put_array(const json& array, int depth) {
        const bool numbers =
            std::all_of(array.begin(), array.end(), [](const json& element) { return element.is_number(); });
        if (!numbers) {
            put_all(array, '[', ']', depth,
                    [&](const json::const_iterator& element) { put(*element, depth + 1); });
            return;
        }
        text_ += '[';
        std::string_view separator;
        for (const json& number : array) {
            text_ += separator;
            put(number, depth);
            separator = ", ";
        }
        text_ += ']';
    }

    template <class Put>
    void put_all(const json& container, char open, char close, int depth, const Put& put_one) {
        text_ += open;
        bool first = true;
        for (auto item = container.cbegin(); item != container.cend(); ++item) {
            text_ += first ? "\n" : ",\n";
            text_.append(2 * static_cast<std::size_t>(depth + 1), ' ');
            put_one(item);
            first = false;
        }
        if (!first) {
            text_ += '\n';
            text_.append(2 * static_cast<std::size_t>(depth), ' ');
        }
        text_ += close;
    }

    template <class Number>
    void put_number(Number value) {
        char digits[32];
        const auto result = std::to_chars(std::begin(digits), std::end(digits), value);
        text_.append(std::begin(digits), result.ptr);
    }

    /// Most texts, and nearly all keys, need no escape: going through the library takes ten times as long.
    void put_string(const std::string& text) {
        const bool plain =
            std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
        if (plain) {
            text_ += '"';
            text_ += text;
            text_ += '"';
            return;
        }
        text_ += json(text).dump(-1, ' ', false, json::error_handler_t::replace);
    }

    std::string text_;
};

}  // namespace

json parse_with_unique_keys(std::string_view text, const Source& source) {
    std::vector<std::set<std::string>> open;  // the keys so far of each object that we are in
    return parse(text, source, [&](int, json::parse_event_t event, const json& value) {
        if (event == json::parse_event_t::object_start) {
            open.emplace_back();
        } else if (event == json::parse_event_t::object_end) {
            open.pop_back();
        } else if (event == json::parse_event_t::key &&
                   !open.back().insert(value.get<std::string>()).second) {
            fail(source, fmt::format("the key \"{}\" stands twice in one object",
                                     printable(value.get<std::string>())));
        }
        return true;
    });
}

void read_document(const DocumentKind& kind, std::string_view text, const std::string& where,
                   const std::function<void(const Node&)>& read_root) {
    const Source source{where, kind.advice};
    json document = parse(text, source);
    const std::size_t version = read_version(Node(document, "", source), kind, source);
    for (const Upgrade upgrade : kind.upgrades.subspan(version - oldest_version(kind))) {
        document = upgrade(Node(document, "", source));
    }
    read_root(Node(document, "", source));
}

std::string write_document(const DocumentKind& kind, const std::function<void(json& root)>& fill) {
    json content;
    fill(content);
    const std::string schema = schema_name(kind, kind.version);
    content["$schema"] = schema;
    if (const auto path = find_not_finite(content)) {
        throw Error(ErrorCode::artifact, "not a finite number; nothing was written",
                    fmt::format("{}: {}", schema, path->substr(1)));
    }
    return Emitter::emit(content);
}

}  // namespace ratchet::artifacts
