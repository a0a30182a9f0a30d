#include "artifacts/fields.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet::artifacts {

using nlohmann::json;

Writer::Writer(json& object) : object_(&object) {
    object = json::object();
}

void Writer::require(bool valid, std::string_view key, const std::string& message) const {
    if (!valid) {
        throw Error(ErrorCode::artifact, fmt::format("{}; nothing was written", message), std::string(key));
    }
}

json& Writer::member(std::string_view key) {
    return (*object_)[std::string(key)];
}

void Writer::put(json& out, bool value) {
    out = value;
}

void Writer::put(json& out, int value) {
    out = value;
}

void Writer::put(json& out, std::int64_t value) {
    out = value;
}

void Writer::put(json& out, std::uint64_t value) {
    out = value;
}

void Writer::put(json& out, double value) {
    out = value;
}

void Writer::put(json& out, const std::string& value) {
    out = value;
}

void Writer::put(json& out, const ScenarioName& value) {
    // A name becomes a path: one that could not be read back is not written.
    if (!is_group_name(value.group) || !is_scenario_name(value.name)) {
        throw Error(ErrorCode::artifact, "not a scenario's full name, group/name; nothing was written",
                    printable(value.full()));
    }
    out = value.full();
}

void Writer::make_null(json& out) {
    out = nullptr;
}

void Writer::make_array(json& out) {
    out = json::array();
}

json& Writer::append(json& array) {
    return array.emplace_back();
}

void Reader::get(const Node& node, ScenarioName& value) {
    std::string name;
    node.read(name);
    try {
        value = ScenarioName::parse(name);
    } catch (const Error& error) {
        node.fail(error.message());
    }
}

}  // namespace ratchet::artifacts
