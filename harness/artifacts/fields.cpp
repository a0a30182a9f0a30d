#include "artifacts/fields.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet::artifacts {
namespace {

using nlohmann::json;

// The name becomes a path: what could climb out of its directory stops here.
bool is_full_name(const ScenarioName& name) {
    return is_group_name(name.group) && is_scenario_name(name.name);
}

}  // namespace

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
    if (!is_full_name(value)) {
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
    const std::size_t slash = name.find('/');
    value = {name.substr(0, slash), slash == std::string::npos ? "" : name.substr(slash + 1)};
    if (!is_full_name(value)) {
        node.fail("not a scenario's full name, group/name");
    }
}

}  // namespace ratchet::artifacts
