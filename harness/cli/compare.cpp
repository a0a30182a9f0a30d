#include "base/text.hpp"
#include "baseline/acceptance.hpp"
#include "cli/compare_profiles.hpp"
#include "cli/compare_side.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "gate/suite_verdict.hpp"
#include "report/compare_documents.hpp"
#include "report/compare_plots.hpp"
#include "session/plot_files_process.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iterator>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

namespace fs = std::filesystem;

CompareRow row_of(const LevelChange& change) {
    CompareRow row;
    row.scenario = change.scenario.full();
    row.metric = change.metric;
    row.unit = change.definition.unit;
    row.higher_is_better = change.definition.direction == Direction::higher_is_better;
    row.before = change.before;
    row.now = change.after;
    row.shift = change.shift;
    row.verdict = change.verdict;
    row.reason = change.other_cause.value_or(fmt::format("{}", fmt::join(change.hard_differences, "; ")));
    return row;
}

CompareRow unmeasured(const std::string& scenario, const std::string& side, const std::string& reason) {
    CompareRow row;
    row.scenario = scenario;
    row.verdict = Verdict::failed;
    row.reason = side + ": " + reason;
    return row;
}

/// What was measured before and is not there now: its old medians, and no new ones.
std::vector<CompareRow> removed(const Baseline& baseline) {
    std::vector<CompareRow> rows;
    for (const LevelChange& change : review_baseline(std::nullopt, baseline)) {
        CompareRow row = row_of(change);
        row.before = change.after;
        row.now.reset();
        row.verdict.reset();
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<CompareRow> compare(const CompareSide& before, const CompareSide& now) {
    std::vector<CompareRow> rows;
    for (const auto& [name, baseline] : now.measured) {
        const auto accepted = before.measured.find(name);
        const auto changes = review_baseline(
            accepted == before.measured.end() ? std::nullopt : std::optional(accepted->second), baseline);
        for (const LevelChange& change : changes) {
            CompareRow& row = rows.emplace_back(row_of(change));
            row.values_now = values_of(baseline.sessions.back(), change.metric);
            if (accepted == before.measured.end()) {
                row.verdict.reset();
            } else if (row.before) {
                row.values_before = values_of(accepted->second.sessions.back(), change.metric);
            }
        }
    }
    for (const auto& [name, baseline] : before.measured) {
        if (!now.measured.contains(name) && !now.unmeasured.contains(name)) {
            std::ranges::move(removed(baseline), std::back_inserter(rows));
        }
    }
    for (const auto& [name, reason] : before.unmeasured) {
        rows.push_back(unmeasured(name, "A", reason));
    }
    for (const auto& [name, reason] : now.unmeasured) {
        rows.push_back(unmeasured(name, "B", reason));
    }
    return rows;
}

enum class Form { table, json, markdown, junit };

void print(const std::vector<CompareRow>& rows, const ComparedSides& sides, Form form) {
    switch (form) {
        case Form::table:
            fmt::print("{}{}\n", render_table(compare_table(rows), style_of(stdout)), compare_counts(rows));
            break;
        case Form::json:
            fmt::print("{}", compare_json(rows));
            break;
        case Form::markdown:
            fmt::print("{}", compare_markdown(rows, sides));
            break;
        case Form::junit:
            fmt::print("{}", junit_xml(compare_junit(rows, sides)));
            break;
    }
}

/// The comparison as a gate: what was added or removed is shown and judges nothing.
ExitCode gate(const std::vector<CompareRow>& rows) {
    std::vector<ScenarioVerdict> verdicts;
    for (const CompareRow& row : rows) {
        if (row.verdict) {
            ScenarioVerdict verdict;
            verdict.verdict = *row.verdict;
            verdicts.push_back(std::move(verdict));
        }
    }
    return exit_code(suite_outcome(verdicts, std::nullopt, Mode::gate));
}

void draw(const std::vector<Plot>& plots, const std::string& directory) {
    fs::create_directories(directory);
    Gnuplot gnuplot(directory);
    for (const Plot& plot : plots) {
        const std::optional<std::string> failure = draw_plot_files(gnuplot, directory, ".", plot);
        if (failure) {
            talk("ratchet: {} was not drawn: {}{}\n", plot.name, *failure,
                 gnuplot.is_missing() ? "; apt-get install gnuplot-nox" : "");
        }
        if (gnuplot.is_missing() || gnuplot.is_given_up()) {
            break;
        }
    }
}

/// Pictures that cannot be drawn, wherever it fails, are told and change no verdict.
void try_to_draw(const std::vector<Plot>& plots, const std::string& directory) {
    try {
        draw(plots, directory);
    } catch (const std::exception& error) {
        talk("ratchet: no further plots were drawn: {}\n", printable(error.what()));
    }
}

struct CompareOptions {
    ComparedSides sides;
    Form form = Form::table;
    std::string plots;  ///< a directory; empty: none are drawn
    bool profiles = false;
    std::string picture = "diff.svg";  ///< of two profiles
};

ExitCode run_on_profiles(const CompareOptions& options) {
    return compare_profiles_of({.before = options.sides.before,
                                .now = options.sides.now,
                                .picture = options.picture,
                                .json = options.form == Form::json});
}

ExitCode run(const CompareOptions& options) {
    if (options.profiles) {
        return run_on_profiles(options);
    }
    const ComparedSides& sides = options.sides;
    const std::vector<CompareRow> rows =
        compare(read_compare_side(sides.before), read_compare_side(sides.now));
    print(rows, sides, options.form);
    if (!options.plots.empty()) {
        try_to_draw(compare_plots(rows, sides), options.plots);
    }
    return gate(rows);
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
    const auto options = std::make_shared<CompareOptions>();
    CLI::App* verb = app.add_subcommand("compare",
                                        "Judges B against A: sessions, scenarios in them, or baselines; or "
                                        "compares two profiles");
    verb->add_option("A", options->sides.before,
                     "directory of a session or scenario, a baseline or a directory of them")
        ->required();
    verb->add_option("B", options->sides.now, "the same")->required();
    const auto add_form = [&](const char* name, Form form, const char* help) {
        return verb->add_flag_callback(
            name, [options, form] { options->form = form; }, help);
    };
    CLI::Option* json = add_form("--json", Form::json, "print the rows as JSON");
    CLI::Option* markdown = add_form("--markdown", Form::markdown,
                                     "print counts, table and reasons for a merge request or a summary");
    CLI::Option* junit =
        add_form("--junit", Form::junit, "print JUnit XML, a test for each metric of each scenario");
    json->excludes(markdown)->excludes(junit);
    markdown->excludes(junit);
    CLI::Option* plots =
        verb->add_option("--plots", options->plots,
                         "also draw changes, runs, distributions and spread there, as SVG and PNG")
            ->type_name("DIRECTORY");
    CLI::Option* profiles = verb->add_flag(
        "--profile", options->profiles,
        "compare what A and B spent their time on instead: the functions whose own share changed beyond "
        "chance, and a differential flame graph. A and B are what ratchet profile takes, or baselines");
    profiles->excludes(markdown)->excludes(junit)->excludes(plots);
    verb->add_option("--output", options->picture, "with --profile: the file of the differential flame graph")
        ->type_name("FILE")
        ->capture_default_str()
        ->needs(profiles);
    verb->footer(
        "The exit code is the same in every form: 1 where something regressed, 4 where a side measured\n"
        "nothing, 77 where nothing could be judged, else 0. With --profile it is 0 whatever changed, since "
        "a\n"
        "share is no verdict; 3 where A or B cannot be read as a profile.");
    verb->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace ratchet::cli
