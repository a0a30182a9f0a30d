#include "baseline/acceptance.hpp"
#include "cli/compare_side.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "gate/suite_verdict.hpp"
#include "model/change.hpp"
#include "report/compare_table.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <iterator>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet::cli {
namespace {

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
            rows.push_back(row_of(change));
            if (accepted == before.measured.end()) {
                rows.back().verdict.reset();
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

nlohmann::json to_json(const CompareRow& row) {
    const auto or_null = [](const std::optional<double>& value) {
        return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
    };
    nlohmann::json json{{"scenario", row.scenario},      {"metric", row.metric},    {"unit", row.unit},
                        {"before", or_null(row.before)}, {"now", or_null(row.now)}, {"reason", row.reason}};
    json["verdict"] =
        row.verdict ? nlohmann::json(word(*row.verdict)) : nlohmann::json(row.now ? "added" : "removed");
    if (row.shift) {
        const RelativeChange change = relative_change(*row.shift, row.higher_is_better);
        json["change"] = {{"estimate", change.estimate}, {"lower", change.lower}, {"upper", change.upper}};
    }
    return json;
}

void print(const std::vector<CompareRow>& rows, bool json) {
    if (!json) {
        fmt::print("{}{}\n", render_table(compare_table(rows), style_of(stdout)), compare_counts(rows));
        return;
    }
    nlohmann::json document{{"$schema", "ratchet/comparison/1"}, {"rows", nlohmann::json::array()}};
    for (const CompareRow& row : rows) {
        document["rows"].push_back(to_json(row));
    }
    fmt::print("{}\n", document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
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

ExitCode run(const std::string& before, const std::string& now, bool json) {
    const std::vector<CompareRow> rows = compare(read_compare_side(before), read_compare_side(now));
    print(rows, json);
    return gate(rows);
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
    struct Options {
        std::string before;
        std::string now;
        bool json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* verb =
        app.add_subcommand("compare", "Judges B against A: sessions, scenarios in them, or baselines");
    verb->add_option("A", options->before,
                     "directory of a session or scenario, a baseline or a directory of them")
        ->required();
    verb->add_option("B", options->now, "the same")->required();
    verb->add_flag("--json", options->json, "print the rows as JSON");
    verb->callback([options, &action] {
        action = [options] { return run(options->before, options->now, options->json); };
    });
}

}  // namespace ratchet::cli
