#include "artifacts/scenario_codec.hpp"

#include "artifacts/describe_scenario.hpp"
#include "artifacts/document.hpp"

namespace ratchet::artifacts {
namespace {

constexpr DocumentKind scenario_document{.name = "scenario",
                                         .advice = "the session is damaged, measure again"};

}  // namespace

std::string to_json(const ScenarioRecord& scenario) {
    return write_record(scenario_document, scenario);
}

ScenarioRecord scenario_from_json(std::string_view text, const std::string& where) {
    return read_record<ScenarioRecord>(scenario_document, text, where);
}

}  // namespace ratchet::artifacts
