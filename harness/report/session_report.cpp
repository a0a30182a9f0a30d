#include "report/session_report.hpp"

#include "report/wording.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace ratchet {

std::optional<std::string> profile_diff_of(const ScenarioRecord& scenario) {
    const auto found = scenario.artifacts.find("diff.svg");
    return found == scenario.artifacts.end() ? std::nullopt : std::optional(found->second);
}

ScenarioVerdict effective_verdict(const ScenarioRecord& scenario) {
    if (scenario.verdict) {
        return *scenario.verdict;
    }
    ScenarioVerdict interrupted;
    interrupted.verdict = Verdict::failed;
    interrupted.reason = "its measurement was begun and never finished: the harness was interrupted";
    return interrupted;
}

std::vector<const ScenarioRecord*> worst_first(const std::vector<ScenarioRecord>& scenarios) {
    std::vector<const ScenarioRecord*> sorted;
    sorted.reserve(scenarios.size());
    for (const ScenarioRecord& scenario : scenarios) {
        sorted.push_back(&scenario);
    }
    const auto key = [](const ScenarioRecord* scenario) {
        const Verdict verdict = scenario->verdict ? scenario->verdict->verdict : Verdict::failed;
        return std::tuple(urgency(verdict), scenario->name);
    };
    std::sort(sorted.begin(), sorted.end(),
              [&key](const ScenarioRecord* a, const ScenarioRecord* b) { return key(a) < key(b); });
    return sorted;
}

std::string verdict_counts(const SessionReport& report) {
    std::map<Verdict, std::size_t> counts;
    for (const ScenarioRecord& scenario : report.scenarios) {
        ++counts[effective_verdict(scenario).verdict];
    }
    if (!report.not_run.empty()) {
        counts[Verdict::not_run] += report.not_run.size();
    }
    std::string text = counted(report.scenarios.size() + report.not_run.size(), "scenario");
    const char* separator = ": ";
    for (const auto& [verdict, count] : counts) {
        text += fmt::format("{}{} {}", separator, count, word(verdict));
        separator = ", ";
    }
    return text + ".";
}

}  // namespace ratchet
