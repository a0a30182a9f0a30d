#include "report/growth_lines.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "report/wording.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t widest_shown_name = 60;

std::string shown_name(const std::string& name) {
    return without_middle(printable(name), widest_shown_name);
}

/// "+15.1" of 0.151: percent stands before the interval.
std::string bound_in_percent(double fraction) {
    std::string text = format_percent(fraction, Sign::always);
    return text.substr(0, text.find(' '));
}

std::string where_it_is(const FunctionGrowth& growth, const std::string& commit) {
    if (growth.source_file.empty()) {
        return "";
    }
    std::string text = ", in " + shown_name(growth.source_file);
    if (growth.changed_files.empty()) {
        return text;
    }
    const std::string& changed = growth.changed_files.front();
    if (changed != growth.source_file) {
        text += " with code of " + shown_name(changed);
    }
    return text + ", changed since " + (commit.empty() ? "the baseline" : printable(short_commit(commit)));
}

std::string growth_line(const FunctionGrowth& growth, const std::string& commit) {
    const std::string module = growth.module.empty() ? "" : fmt::format(" ({})", shown_name(growth.module));
    return fmt::format("{}{} {} of the time [{}, {}]{}{}", shown_name(growth.function), module,
                       format_percent(growth.grew_by, Sign::always), bound_in_percent(growth.lower),
                       bound_in_percent(growth.upper), growth.is_new ? ", new" : "",
                       where_it_is(growth, commit));
}

}  // namespace

std::vector<std::string> growth_lines(const ScenarioRecord& scenario, std::size_t most) {
    std::vector<std::string> lines;
    const bool regressed = scenario.verdict && scenario.verdict->verdict == Verdict::regressed;
    if (!regressed || !scenario.grown_functions) {
        return lines;
    }
    const GrownFunctions& grown = *scenario.grown_functions;
    const std::size_t shown = std::min(most, grown.functions.size());
    for (std::size_t i = 0; i < shown; ++i) {
        lines.push_back((i == 0 ? "why: " : "and ") + growth_line(grown.functions[i], grown.baseline_commit));
    }
    const std::size_t others =
        grown.functions.size() - shown + static_cast<std::size_t>(std::max(grown.left_out, 0));
    if (others > 0) {
        lines.push_back(fmt::format("and {} which grew less", counted(others, "function")));
    }
    if (shown == 0 && !grown.note.empty()) {
        lines.push_back("why: not known by function: " + printable(grown.note));
    }
    if (shown > 0 && !grown.sources_note.empty()) {
        lines.push_back("of the sources: " + printable(grown.sources_note));
    }
    return lines;
}

}  // namespace ratchet
