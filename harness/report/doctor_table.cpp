#include "report/doctor_table.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "report/wording.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string caught_text(const std::optional<double>& slowdown) {
    return slowdown ? format_percent(*slowdown, Sign::always) : "none";
}

std::string effort_text(const std::optional<int>& effort) {
    return effort ? std::to_string(*effort) : "–";
}

/// "14 / 10": runs against a stored baseline, blocks of a duet.
std::string needed_text(const NeededEffort& needed) {
    return effort_text(needed.runs) + " / " + effort_text(needed.blocks);
}

Table sensitivity_table(const std::vector<Sensitivity>& works) {
    Table table{{{"kind of work"},
                 {"run", Align::right, 5},
                 {"scatter", Align::right, 4},
                 {"against itself", Align::left, 3},
                 {"same boot", Align::right, 0},
                 {"other boot", Align::right, 0},
                 {"duet", Align::right, 0}},
                {}};
    for (const Sensitivity& work : works) {
        table.rows.push_back(
            {{{work.work},
              {format_duration_s(work.median_s)},
              {format_percent(work.scatter)},
              {work.null_shift ? format_change(*work.null_shift, false) : std::string(word(work.null)),
               tone(work.null)},
              {caught_text(work.same_boot)},
              {caught_text(work.other_boot)},
              {caught_text(work.duet)}},
             {}});
    }
    return table;
}

Table effort_table(const std::vector<Sensitivity>& works) {
    Table table{{{"kind of work"}}, {}};
    for (const NeededEffort& needed : works.front().needed) {
        table.columns.push_back({format_percent(needed.slowdown, Sign::always), Align::right});
    }
    for (const Sensitivity& work : works) {
        Row row;
        row.cells.push_back({work.work});
        for (const NeededEffort& needed : work.needed) {
            row.cells.push_back({needed_text(needed)});
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string findings_text(const std::vector<FitnessFinding>& findings, const TextStyle& style) {
    if (findings.empty()) {
        return wrapped("Nothing to change was found.", 0, style);
    }
    std::string text;
    for (const FitnessFinding& finding : findings) {
        text += wrapped(fmt::format("{} {}: {}. {}", finding.blocks ? "✗" : "–", finding.check, finding.seen,
                                    finding.advice),
                        0, style);
    }
    return text;
}

/// A control that fails says that no number of this host can be believed as it is.
std::string null_text(const std::vector<Sensitivity>& works, const TextStyle& style) {
    std::string text;
    for (const Sensitivity& work : works) {
        if (work.null == Verdict::regressed || work.null == Verdict::improved) {
            text += wrapped(
                fmt::format("{} came out as {} against itself: this host changes between runs in a way "
                            "that turns do not cancel. Do not gate on it as it is.",
                            work.work, word(work.null)),
                0, style);
        }
    }
    return text;
}

}  // namespace

std::string render_doctor(const DoctorReport& report, const TextStyle& style) {
    std::string text = wrapped(fmt::format("{}: {}, {} CPUs{}", report.host_class, report.host.cpu_name,
                                           report.host.cores, report.host.virtualised ? ", virtual" : ""),
                               0, style);
    text += "\nWhat to change:\n" + findings_text(report.findings, style);
    if (report.works.empty()) {
        return text;
    }
    text +=
        "\nSmallest slowdown that is caught nine times of ten, by default gates and 9 runs or 10 blocks and "
        "more:\n";
    text += render_table(sensitivity_table(report.works), style);
    text += "\nRuns against a stored baseline of this boot / blocks of a duet, to see a slowdown of\n";
    text += render_table(effort_table(report.works), style);
    text += wrapped(
        "–: no number that Ratchet takes; what is left is the spread between sessions, or a host to quieten.",
        4, style);
    return text + null_text(report.works, style);
}

std::string plan_sentence(const std::string& scenario, double slowdown, const std::optional<int>& runs) {
    const std::string change = format_percent(slowdown, Sign::always);
    if (!runs) {
        return fmt::format(
            "{}: no number of runs against its stored baseline sees {} nine times of ten; a duet has no "
            "spread "
            "between sessions to fight with (ratchet duet {} --against <commit>), and longer runs scatter "
            "less.",
            scenario, change, scenario);
    }
    return fmt::format(
        "{}: REPETITIONS {} and GATE \"wall_time {:g}%/{:g}%\" see {} nine times of ten in the boot of "
        "the recording.",
        scenario, *runs, 100 * tolerated_beside(slowdown), 100 * slowdown, change);
}

}  // namespace ratchet
