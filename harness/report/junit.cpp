#include "report/junit.hpp"

#include "base/text.hpp"
#include "base/xml_text.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
    return value.empty() ? "" : fmt::format(" {}=\"{}\"", name, escape_xml(value));
}

/// The schemas know no exponent, and no time zone.
std::string time_attribute(const std::optional<double>& seconds) {
    return seconds && std::isfinite(*seconds) && *seconds >= 0 ? fmt::format(" time=\"{:.9f}\"", *seconds)
                                                               : "";
}

std::string timestamp_attribute(std::string_view started_at) {
    return attribute("timestamp", started_at.substr(0, started_at.find('Z')));
}

std::string counts(const std::vector<JunitCase>& cases) {
    const auto count = [&cases](JunitOutcome outcome) {
        return std::count_if(cases.begin(), cases.end(),
                             [outcome](const JunitCase& each) { return each.outcome == outcome; });
    };
    return fmt::format(" tests=\"{}\" failures=\"{}\" errors=\"{}\"", cases.size(),
                       count(JunitOutcome::failure), count(JunitOutcome::error));
}

std::string properties(const JunitCase& test) {
    std::string lines;
    for (const auto& [name, value] : test.properties) {
        lines +=
            fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", escape_xml(name), escape_xml(value));
    }
    return lines.empty() ? "" : fmt::format("    <properties>\n{}    </properties>\n", lines);
}

/// The readers take the path as it stands, up to "]]".
bool can_be_attached(const std::string& path) {
    return printable(path) == path && path.find("]]") == std::string::npos;
}

std::string attachments(const JunitCase& test) {
    std::string lines;
    for (const std::string& path : test.attachments) {
        if (can_be_attached(path)) {
            lines += fmt::format("[[ATTACHMENT|{}]]\n", escape_xml(path));
        }
    }
    return lines;
}

bool went_wrong(const JunitCase& test) {
    return test.outcome == JunitOutcome::failure || test.outcome == JunitOutcome::error;
}

std::string result(const JunitCase& test) {
    const std::string attributes = attribute("type", test.type) + attribute("message", test.message);
    switch (test.outcome) {
        case JunitOutcome::passed:
            return "";
        case JunitOutcome::skipped:
            return fmt::format("      <skipped{}/>\n", attributes);
        case JunitOutcome::failure:
            return fmt::format("      <failure{}>{}</failure>\n", attributes, escape_xml_lines(test.detail));
        case JunitOutcome::error:
            return fmt::format("      <error{}>{}</error>\n", attributes, escape_xml_lines(test.detail));
    }
    return "";
}

/// No line of a program's own may attach a file.
std::string without_attachments(std::string text) {
    constexpr std::string_view opening = "[[ATTACHMENT";
    for (std::size_t at = text.find(opening); at != std::string::npos; at = text.find(opening, at)) {
        text.insert(at + 1, " ");
    }
    return text;
}

std::string output(const JunitCase& test) {
    std::string lines = went_wrong(test) ? "" : escape_xml_lines(without_attachments(test.detail));
    if (!lines.empty() && lines.back() != '\n') {
        lines += "\n";  // an attachment is alone on its line
    }
    lines += attachments(test);
    return lines.empty() ? "" : fmt::format("      <system-out>{}</system-out>\n", lines);
}

std::string suite(const JunitCase& test, const std::string& started_at) {
    const std::string full_name = test.class_name + "." + test.name;
    return fmt::format("  <testsuite{}{} skipped=\"{}\"{}{}>\n", attribute("name", full_name), counts({test}),
                       test.outcome == JunitOutcome::skipped ? 1 : 0, time_attribute(test.time_s),
                       timestamp_attribute(started_at)) +
           properties(test) +
           fmt::format("    <testcase{}{}{}>\n", attribute("classname", test.class_name),
                       attribute("name", test.name), time_attribute(test.time_s)) +
           result(test) + output(test) + "    </testcase>\n  </testsuite>\n";
}

}  // namespace

std::string junit_xml(const JunitDocument& document) {
    std::string text = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites{}{}>\n",
                                   attribute("name", document.name), counts(document.cases));
    for (const JunitCase& test : document.cases) {
        text += suite(test, document.started_at);
    }
    return text + "</testsuites>\n";
}

}  // namespace ratchet
