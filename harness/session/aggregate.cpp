#include "session/aggregate.hpp"

#include "base/text.hpp"
#include "gate/suite_verdict.hpp"
#include "report/session_report.hpp"

#include <algorithm>
#include <cmath>

namespace ratchet {

std::vector<ScenarioVerdict> verdicts_of(const std::vector<ScenarioRecord>& scenarios) {
    std::vector<ScenarioVerdict> verdicts;
    verdicts.reserve(scenarios.size());
    for (const ScenarioRecord& scenario : scenarios) {
        verdicts.push_back(effective_verdict(scenario));
    }
    return verdicts;
}

SuiteRecord aggregate_suite(const SuiteSpec& suite, const std::string& session_id,
                            const std::vector<ScenarioRecord>& scenarios) {
    SuiteRecord record;
    record.suite = suite.name;
    record.description = suite.description;
    record.session = session_id;
    for (const ScenarioName& member : suite.members) {
        const auto found = std::ranges::find(scenarios, member, &ScenarioRecord::name);
        if (found == scenarios.end()) {
            record.not_run.push_back(member.full());
        } else {
            record.scenarios.push_back(*found);
        }
    }
    record.complete = record.not_run.empty();
    const std::vector<ScenarioVerdict> verdicts = verdicts_of(record.scenarios);
    record.geometric_mean = geometric_mean(verdicts);
    record.verdict = suite_verdict(verdicts, record.geometric_mean);
    if (const auto shift = common_shift(verdicts)) {
        record.warnings.push_back(
            {WarningKind::common_shift, suite.name, format_percent(std::expm1(*shift), Sign::always)});
    }
    return record;
}

}  // namespace ratchet
