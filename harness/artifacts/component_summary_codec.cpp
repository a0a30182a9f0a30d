#include "artifacts/component_summary_codec.hpp"

#include "artifacts/describe_run.hpp"
#include "artifacts/document.hpp"

namespace ratchet::artifacts {
namespace {

constexpr DocumentKind components_document{.name = "component_summary",
                                           .advice = "the session is damaged, measure again"};

}  // namespace

std::string to_json(const ComponentSummary& summary) {
    return write_record(components_document, summary);
}

ComponentSummary component_summary_from_json(std::string_view text, const std::string& where) {
    return read_record<ComponentSummary>(components_document, text, where);
}

}  // namespace ratchet::artifacts
