#include "report/github.hpp"

#include "base/text.hpp"
#include "gate/suite_verdict.hpp"
#include "report/gate_line.hpp"
#include "report/markdown_text.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t shown_of_a_kind = 10;

struct Annotation {
    std::string title;
    std::string message;
};

std::string percent_encoded(std::string_view raw, std::string_view characters) {
    std::string result;
    for (const char c : printable(raw)) {  // which leaves no line end
        result += characters.find(c) == std::string_view::npos
                      ? std::string(1, c)
                      : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

std::string command(std::string_view kind, const Annotation& annotation) {
    return fmt::format("::{} title={}::{}\n", kind, percent_encoded(annotation.title, "%:,"),
                       percent_encoded(annotation.message, "%"));
}

std::string commands(std::string_view kind, std::vector<Annotation> annotations) {
    if (annotations.size() > shown_of_a_kind) {
        const std::size_t hidden = annotations.size() - shown_of_a_kind + 1;
        annotations.resize(shown_of_a_kind - 1);
        annotations.push_back({fmt::format("{} more", hidden), "the rest is in the report"});
    }
    std::string lines;
    for (const Annotation& annotation : annotations) {
        lines += command(kind, annotation);
    }
    return lines;
}

std::string message(const ScenarioVerdict& verdict) {
    std::string text = verdict.reason.empty() ? std::string(word(verdict.verdict)) : verdict.reason;
    for (const GateVerdict& gate : verdict.gates) {
        text += "; " + gate_line(gate);
    }
    return text;
}

bool fails(const ScenarioVerdict& verdict, Mode mode) {
    const Outcome outcome = scenario_outcome(verdict, mode);
    return outcome != Outcome::ok && outcome != Outcome::not_judged;
}

}  // namespace

std::string github_annotations(const SessionReport& report) {
    const Mode mode = report.session.mode.empty() ? Mode::gate : parse_mode(report.session.mode);
    std::vector<Annotation> errors;
    std::vector<Annotation> warnings;
    std::size_t without_baseline = 0;
    for (const ScenarioRecord* scenario : worst_first(report.scenarios)) {
        const ScenarioVerdict verdict = effective_verdict(*scenario);
        const Annotation annotation{fmt::format("{} {}", scenario->name.full(), word(verdict.verdict)),
                                    message(verdict)};
        if (fails(verdict, mode)) {
            errors.push_back(annotation);
        } else if (needs_attention(verdict.verdict)) {
            warnings.push_back(annotation);
        } else if (verdict.verdict == Verdict::no_baseline) {
            ++without_baseline;
        }
    }
    if (without_baseline > 0) {
        warnings.push_back(
            {"no baseline", fmt::format("{} could not be judged; to record what is missing: {}",
                                        counted(without_baseline, "scenario"), report.commands.record)});
    }
    return commands("error", std::move(errors)) + commands("warning", std::move(warnings));
}

std::string github_summary(std::string_view markdown, std::size_t room, const std::string& whole_report) {
    if (markdown.size() <= room) {
        return std::string(markdown);
    }
    const std::string where = whole_report.empty() ? "" : fmt::format(": {}", markdown_code(whole_report));
    const std::string note = fmt::format(
        "\n**The report is longer than a step's summary may be and is cut here; "
        "the whole is in the session's directory{}.**\n",
        where);
    if (note.size() > room) {
        return "";
    }
    const std::string_view kept = markdown.substr(0, room - note.size());
    const std::size_t last_line_end = kept.rfind('\n');
    return last_line_end == std::string_view::npos ? note
                                                   : std::string(kept.substr(0, last_line_end + 1)) + note;
}

}  // namespace ratchet
