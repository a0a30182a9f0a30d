#include "report/ctest_tags.hpp"

#include "base/text.hpp"
#include "base/xml_text.hpp"
#include "model/change.hpp"
#include "report/session_report.hpp"
#include "report/wording.hpp"

#include <cmath>
#include <set>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string measurement(const std::string& name, double value) {
    if (!std::isfinite(value)) {
        return "";
    }
    return fmt::format("<CTestMeasurement type=\"numeric/double\" name=\"{}\">{}</CTestMeasurement>\n",
                       escape_xml(name), value);
}

std::string with_unit(const std::string& metric, const std::string& unit) {
    return unit.empty() || unit == "1" ? metric : fmt::format("{} ({})", metric, unit);
}

}  // namespace

std::string without_ctest_tags(std::string_view text) {
    constexpr std::string_view harmless = " =";  // "a < b", "a <= b"
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool opens =
            text[i] == '<' && (i + 1 == text.size() || harmless.find(text[i + 1]) == std::string_view::npos);
        result += opens ? "‹" : std::string(1, text[i]);
    }
    return result;
}

std::string ctest_details(Verdict verdict, std::string_view reason) {
    const std::string text =
        reason.empty() ? std::string(word(verdict)) : fmt::format("{}: {}", word(verdict), reason);
    return fmt::format("<CTestDetails>{}</CTestDetails>\n", without_ctest_tags(printable(text)));
}

std::string ctest_label(Verdict verdict) {
    return fmt::format("<CTestLabel>verdict: {}</CTestLabel>\n", word(verdict));
}

std::string ctest_measurements(const ScenarioRecord& scenario) {
    const ScenarioVerdict verdict = effective_verdict(scenario);
    std::string lines;
    std::set<std::string> told;
    for (const GateVerdict& gate : verdict.gates) {
        if (!told.insert(gate.metric).second) {
            continue;  // a margin and a budget on one metric
        }
        if (gate.current_median) {
            lines += measurement(with_unit(gate.metric, gate.unit), *gate.current_median);
        }
        if (gate.shift) {
            const RelativeChange change = relative_change(*gate.shift, gate.higher_is_better);
            lines += measurement(gate.metric + " change", change.estimate);
        }
    }
    const auto wall_time = scenario.metrics.find(metric::wall_time);
    if (verdict.gates.empty() && wall_time != scenario.metrics.end()) {
        const MetricSummary& summary = wall_time->second;
        lines += measurement(with_unit(wall_time->first, summary.definition.unit), summary.median);
    }
    return lines;
}

std::string ctest_measurements(const SuiteRecord& suite) {
    if (!suite.geometric_mean) {
        return "";
    }
    const RelativeChange change = relative_change(suite.geometric_mean->shift, false);
    return measurement("geometric mean change", change.estimate);
}

std::string ctest_measurement_file(const std::string& name, const std::string& path) {
    if (printable(path) != path) {
        return "";
    }
    const char* const type = path.ends_with(".png") ? "image/png" : "file";
    return fmt::format("<CTestMeasurementFile type=\"{}\" name=\"{}\">{}</CTestMeasurementFile>\n", type,
                       escape_xml(name), escape_xml(path));
}

}  // namespace ratchet
