#include "report/openmetrics_text.hpp"

#include "base/text.hpp"

#include <cmath>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string_view word(OpenMetricsType type) {
    switch (type) {
        case OpenMetricsType::gauge:
            return "gauge";
        case OpenMetricsType::info:
            return "info";
        case OpenMetricsType::stateset:
            return "stateset";
    }
    return "unknown";
}

/// Labels and help texts are escaped in the same way.
std::string escaped(std::string_view raw) {
    std::string result;
    for (const char c : printable(raw)) {
        result += c == '\\' || c == '"' ? std::string{'\\', c} : std::string(1, c);
    }
    return result;
}

std::string written(const OpenMetricsLabels& labels) {
    std::string text;
    for (const auto& [name, value] : labels) {
        text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", name, escaped(value));
    }
    return text.empty() ? "" : "{" + text + "}";
}

}  // namespace

void OpenMetricsText::add(const std::string& family, OpenMetricsType type, const std::string& unit,
                          const std::string& help, const OpenMetricsLabels& labels, double value) {
    if (!std::isfinite(value)) {
        return;
    }
    Family& entry = families_.try_emplace(family, Family{type, unit, help, {}}).first->second;
    entry.samples.emplace(written(labels), value);
}

std::string OpenMetricsText::text() const {
    std::string text;
    for (const auto& [name, family] : families_) {
        text += fmt::format("# TYPE {} {}\n", name, word(family.type));
        text += family.unit.empty() ? "" : fmt::format("# UNIT {} {}\n", name, family.unit);
        text += fmt::format("# HELP {} {}\n", name, escaped(family.help));
        const char* const suffix = family.type == OpenMetricsType::info ? "_info" : "";
        for (const auto& [labels, value] : family.samples) {
            text += fmt::format("{}{}{} {}\n", name, suffix, labels, value);
        }
    }
    return text + "# EOF\n";
}

std::string openmetrics_name(std::string_view text) {
    std::string name;
    bool gap = false;
    for (const char c : text) {
        if (!is_alphanumeric(c)) {
            gap = true;
            continue;
        }
        name += gap && !name.empty() ? "_" : "";
        name += c;
        gap = false;
    }
    return name;
}

std::string openmetrics_unit(std::string_view unit) {
    if (unit.empty() || unit == "1") {
        return "";
    }
    if (unit == "s") {
        return "seconds";
    }
    if (unit == "B") {
        return "bytes";
    }
    constexpr std::string_view per_second = "/s";
    if (unit.ends_with(per_second)) {
        const std::string counted = openmetrics_unit(unit.substr(0, unit.size() - per_second.size()));
        return counted.empty() ? "per_second" : counted + "_per_second";
    }
    return openmetrics_name(unit);
}

}  // namespace ratchet
