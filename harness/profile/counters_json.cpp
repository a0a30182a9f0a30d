#include "profile/counters_json.hpp"

#include "artifacts/describe_counters.hpp"
#include "artifacts/document.hpp"

namespace ratchet {
namespace {

constexpr artifacts::DocumentKind counters_document{.name = "counters", .advice = "profile again"};

}  // namespace

std::string counters_json(const CpuCounters& counters) {
    return artifacts::write_record(counters_document, counters);
}

CpuCounters counters_from_json(std::string_view text, const std::string& where) {
    return artifacts::read_record<CpuCounters>(counters_document, text, where);
}

}  // namespace ratchet
