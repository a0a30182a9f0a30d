#include "artifacts/layout_codec.hpp"

#include "artifacts/describe_scenario.hpp"
#include "artifacts/document.hpp"

namespace ratchet::artifacts {
namespace {

constexpr DocumentKind layout_document{
    .name = "layout", .advice = "measure again with ratchet doctor --layout, or remove the file"};

}  // namespace

void describe(auto& fields, Is<LayoutRuns> auto& layout) {
    fields("padding_bytes", layout.padding_bytes);
    fields("values", layout.values);
}

void describe(auto& fields, Is<LayoutRecord> auto& record) {
    fields("scenario", record.scenario);
    fields("measured_at", record.measured_at);
    fields("host_class", record.host_class);
    fields("digests", record.digests);
    fields("plan", record.plan);
    fields("metric", record.metric);
    fields("layouts", record.layouts);
    fields("spread", record.spread);
}

std::string to_json(const LayoutRecord& layouts) {
    return write_record(layout_document, layouts);
}

LayoutRecord layouts_from_json(std::string_view text, const std::string& where) {
    return read_record<LayoutRecord>(layout_document, text, where);
}

}  // namespace ratchet::artifacts
