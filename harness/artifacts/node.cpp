#include "artifacts/node.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet::artifacts {
namespace {

using nlohmann::json;

constexpr std::size_t longest_shown = 80;  ///< of hostile text in a message

// Keys are as hostile as the rest of the file; one that could be mistaken for a path or a message is quoted.
std::string quoted_where_needed(std::string_view key) {
    const bool plain = !key.empty() && std::ranges::all_of(key, [](char c) {
        return is_alphanumeric(c) || c == '_' || c == '-' || c == '/' || c == '$';
    });
    if (plain && key.size() <= longest_shown) {
        return std::string(key);
    }
    return fmt::format("\"{}\"", printable(key.substr(0, longest_shown)));
}

std::string_view type_of(const json& value) {
    switch (value.type()) {
        case json::value_t::null:
            return "null";
        case json::value_t::boolean:
            return "true or false";
        case json::value_t::string:
            return "a string";
        case json::value_t::array:
            return "an array";
        case json::value_t::object:
            return "an object";
        case json::value_t::number_float:
            return "a fractional number";
        default:
            return "a number";
    }
}

}  // namespace

Node Node::child(std::string_view key, const json& value) const {
    std::string path = path_;
    if (!path.empty()) {
        path += '.';
    }
    path += quoted_where_needed(key);
    return {value, std::move(path), *source_};
}

Node Node::at(std::string_view key) const {
    if (!value_->is_object()) {
        fail_type("an object");
    }
    const auto found = value_->find(key);
    if (found == value_->end()) {
        child(key, *value_).fail("missing");
    }
    return child(key, *found);
}

std::optional<Node> Node::find(std::string_view key) const {
    if (!value_->is_object()) {
        fail_type("an object");
    }
    const auto found = value_->find(key);
    if (found == value_->end() || found->is_null()) {
        return std::nullopt;
    }
    return child(key, *found);
}

std::vector<Node> Node::elements() const {
    if (!value_->is_array()) {
        fail_type("an array");
    }
    std::vector<Node> nodes;
    nodes.reserve(value_->size());
    for (const json& element : *value_) {
        nodes.emplace_back(element, fmt::format("{}[{}]", path_, nodes.size()), *source_);
    }
    return nodes;
}

std::vector<std::pair<std::string, Node>> Node::members() const {
    if (!value_->is_object()) {
        fail_type("an object");
    }
    std::vector<std::pair<std::string, Node>> nodes;
    nodes.reserve(value_->size());
    for (const auto& [key, value] : value_->items()) {
        nodes.emplace_back(key, child(key, value));
    }
    return nodes;
}

void Node::read(bool& value) const {
    if (!value_->is_boolean()) {
        fail_type("true or false");
    }
    value = value_->get<bool>();
}

void Node::read(int& value) const {
    std::int64_t wide = 0;
    read(wide);
    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) {
        fail("out of range");
    }
    value = static_cast<int>(wide);
}

void Node::read(std::int64_t& value) const {
    if (!value_->is_number_integer()) {
        fail_type("an integer");
    }
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value_->is_number_unsigned() && value_->get<std::uint64_t>() > largest) {
        fail("out of range");
    }
    value = value_->get<std::int64_t>();
}

void Node::read(std::uint64_t& value) const {
    if (!value_->is_number_integer()) {
        fail_type("an integer");
    }
    if (!value_->is_number_unsigned()) {
        fail("must not be negative");
    }
    value = value_->get<std::uint64_t>();
}

void Node::read(double& value) const {
    if (!value_->is_number()) {
        fail_type("a number");
    }
    value = value_->get<double>();
}

void Node::read(std::string& value) const {
    if (!value_->is_string()) {
        fail_type("a string");
    }
    value = value_->get_ref<const std::string&>();
}

// Thousands of iteration times: no node per element, only one for the element that is wrong.
void Node::read(std::vector<double>& values) const {
    if (!value_->is_array()) {
        fail_type("an array");
    }
    values.clear();
    values.reserve(value_->size());
    for (const json& element : *value_) {
        if (!element.is_number()) {
            Node(element, fmt::format("{}[{}]", path_, values.size()), *source_).fail_type("a number");
        }
        values.push_back(element.get<double>());
    }
}

void Node::fail(const std::string& message) const {
    const std::string_view separator = source_->where.empty() || path_.empty() ? "" : ": ";
    throw Error(ErrorCode::artifact, fmt::format("{}; {}", message, source_->advice),
                fmt::format("{}{}{}", source_->where, separator, path_));
}

void Node::fail_unknown(std::string_view word) const {
    fail(fmt::format("\"{}\" is not known here", printable(word.substr(0, longest_shown))));
}

void Node::fail_type(std::string_view expected) const {
    fail(fmt::format("expected {}, got {}", expected, type_of(*value_)));
}

}  // namespace ratchet::artifacts
