#include "report/doctor_json.hpp"

#include "artifacts/describe_host.hpp"
#include "artifacts/describe_verdict.hpp"
#include "artifacts/document.hpp"

#include <nlohmann/json.hpp>

namespace ratchet {

// `describe` is found by its argument's namespace, so these cannot be in the anonymous one.

static void describe(artifacts::Writer& fields, const NeededEffort& needed) {
    fields("slowdown", needed.slowdown);
    fields("runs", needed.runs);
    fields("blocks", needed.blocks);
}

static void describe(artifacts::Writer& fields, const Sensitivity& work) {
    fields("work", work.work);
    fields("median_s", work.median_s);
    fields("scatter", work.scatter);
    fields("null", work.null);
    fields("null_shift", work.null_shift);
    fields("same_boot", work.same_boot);
    fields("other_boot", work.other_boot);
    fields("duet", work.duet);
    fields("needed", work.needed);
}

std::string doctor_json(const DoctorReport& report) {
    constexpr artifacts::DocumentKind kind{.name = "doctor", .advice = "ask again"};
    return artifacts::write_document(kind, [&report](nlohmann::json& root) {
        artifacts::Writer fields(root);
        fields("host", report.host);
        fields("host_class", report.host_class);
        fields("findings", report.findings);
        fields("works", report.works);
    });
}

}  // namespace ratchet
