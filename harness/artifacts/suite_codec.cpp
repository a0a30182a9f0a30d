#include "artifacts/suite_codec.hpp"

#include "artifacts/describe_scenario.hpp"
#include "artifacts/document.hpp"

namespace ratchet::artifacts {
namespace {

constexpr DocumentKind suite_document{
    .name = "suite",
    .advice = "`ratchet report` in the build tree makes it again; without that, remove the file"};

RunCounts count_member_runs(const SuiteRecord& suite) {
    RunCounts sum;
    for (const ScenarioRecord& scenario : suite.scenarios) {
        const RunCounts counts = count_runs(scenario);
        sum.requested += counts.requested;
        sum.completed += counts.completed;
        sum.failed += counts.failed;
    }
    return sum;
}

}  // namespace

void describe(auto& fields, Is<SuiteRecord> auto& suite) {
    fields("suite", suite.suite);
    fields("description", suite.description);
    fields("session", suite.session);
    fields("complete", suite.complete);
    fields("not_run", suite.not_run);
    const RunCounts counts = count_member_runs(suite);
    fields.derived("requested_runs", [&] { return counts.requested; });
    describe_counts(fields, counts);
    fields("scenarios", suite.scenarios);
    fields("geometric_mean", suite.geometric_mean);
    fields("verdict", suite.verdict);
    fields("warnings", suite.warnings);
    if constexpr (std::remove_reference_t<decltype(fields)>::reading) {
        fields.if_told("artifacts", suite.artifacts);  // nothing was drawn by versions that do not write it
    } else {
        fields("artifacts", suite.artifacts);
    }
}

std::string to_json(const SuiteRecord& suite) {
    return write_record(suite_document, suite);
}

SuiteRecord suite_from_json(std::string_view text, const std::string& where) {
    return read_record<SuiteRecord>(suite_document, text, where);
}

}  // namespace ratchet::artifacts
