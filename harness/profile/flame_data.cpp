#include "base/utf8.hpp"
#include "profile/flame_svg.hpp"

#include <cstddef>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// A JSON string of ASCII alone, in which nothing is markup.
void append_string(std::string& json, std::string_view text) {
    json += '"';
    while (!text.empty()) {
        const CodePoint point = decode_utf8(text);
        const char32_t value = point.value;
        const bool plain = value >= 0x20 && value < 0x7f && value != '"' && value != '\\' && value != '<' &&
                           value != '>' && value != '&' && value != '\'';
        if (plain) {
            json += static_cast<char>(value);
        } else if (value >= 0x10000) {
            const auto above = static_cast<unsigned>(value) - 0x10000U;
            fmt::format_to(std::back_inserter(json), "\\u{:04x}\\u{:04x}", 0xd800U + (above >> 10U),
                           0xdc00U + (above & 0x3ffU));
        } else {
            fmt::format_to(std::back_inserter(json), "\\u{:04x}", static_cast<unsigned>(value));
        }
        text.remove_prefix(point.size);
    }
    json += '"';
}

void append_key(std::string& json, std::string_view key) {
    json += json.empty() ? "{\"" : ",\n\"";
    json += key;
    json += "\":";
}

/// A list with `append(i)` for each of its entries.
template <class Append>
void append_list(std::string& json, std::size_t count, Append append) {
    json += '[';
    for (std::size_t i = 0; i < count; ++i) {
        json += i == 0 ? "" : ",";
        append(i);
    }
    json += ']';
}

/// Base 64 VLQ without a sign: digits of five bits, the lowest first, each but the last marked by a sixth.
void append_vlq(std::string& text, std::uint64_t number) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    while (number >= 32) {
        text += digits[32 + number % 32];
        number /= 32;
    }
    text += digits[number];
}

/// Of each node but the root, parents first: how many levels up from the node before it its parent lies, its
/// name, its own samples (and those of the baseline).
void append_nodes(std::string& json, const FlamePicture& picture) {
    const std::vector<CallTreeNode>& nodes = picture.tree.nodes;
    json += '"';
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const CallTreeNode& node = nodes[i];
        append_vlq(json, nodes[i - 1].depth + 1 - node.depth);
        append_vlq(json, node.frame == CallTree::rest ? 0 : picture.names.of_frame[node.frame]);
        append_vlq(json, node.self.current);
        if (!picture.compared.empty()) {
            append_vlq(json, node.self.baseline);
        }
    }
    json += '"';
}

}  // namespace

std::string flame_data(const FlamePicture& picture) {
    const FlameNames& names = picture.names;
    std::string json;
    const auto pair = [&](std::string_view first, std::string_view second) {
        json += '[';
        append_string(json, first);
        json += ',';
        append_string(json, second);
        json += ']';
    };
    append_key(json, "title");
    append_string(json, picture.title);
    append_key(json, "subtitle");
    append_string(json, picture.subtitle);
    append_key(json, "unit");
    append_string(json, picture.unit);
    if (!picture.compared.empty()) {
        append_key(json, "compared");
        json += picture.compared;
    }
    append_key(json, "legend");
    append_list(json, picture.legend.size(),
                [&](std::size_t i) { pair(picture.legend[i].look, picture.legend[i].text); });
    append_key(json, "modules");
    append_list(json, names.modules.size(),
                [&](std::size_t i) { pair(names.modules[i], fmt::format("c{}", names.colours[i])); });
    append_key(json, "names");
    append_list(json, names.names.size(), [&](std::size_t i) { append_string(json, names.names[i]); });
    // Module and shade in one number.
    append_key(json, "looks");
    append_list(json, names.names.size(), [&](std::size_t i) {
        fmt::format_to(std::back_inserter(json), "{}", 3 * names.module_of[i] + names.shade_of[i]);
    });
    append_key(json, "nodes");
    append_nodes(json, picture);
    return json + "}";
}

}  // namespace ratchet
