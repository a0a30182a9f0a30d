#include "report/ctest_tags.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "report/wording.hpp"

#include <cmath>
#include <set>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string escape_xml(std::string_view raw) {
    std::string result;
    for (const char c : printable(raw)) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

std::string measurement(const std::string& name, double value) {
    if (!std::isfinite(value)) {
        return "";
    }
    return fmt::format("<CTestMeasurement type=\"numeric/double\" name=\"{}\">{}</CTestMeasurement>\n",
                       escape_xml(name), value);
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

std::string ctest_measurements(const ScenarioVerdict& verdict) {
    std::string lines;
    std::set<std::string> told;
    for (const GateVerdict& gate : verdict.gates) {
        if (!told.insert(gate.metric).second) {
            continue;  // a margin and a budget on one metric
        }
        const std::string unit = gate.unit.empty() || gate.unit == "1" ? "" : fmt::format(" ({})", gate.unit);
        if (gate.current_median) {
            lines += measurement(gate.metric + unit, *gate.current_median);
        }
        if (gate.shift) {
            const RelativeChange change = relative_change(*gate.shift, gate.higher_is_better);
            lines += measurement(gate.metric + " change", change.estimate);
        }
    }
    return lines;
}

}  // namespace ratchet
