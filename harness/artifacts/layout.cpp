#include "artifacts/layout.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet::artifacts {
namespace {

// A scenario's and a group's name hold no '/' and do not start with '.', so none can climb out of its place.
void require(bool valid, std::string_view what, std::string_view name) {
    if (!valid) {
        throw Error(ErrorCode::usage, fmt::format("\"{}\" cannot be the name of a {}: write letters, digits, "
                                                  "'_', '+' and '-', starting with a letter or digit",
                                                  printable(name), what));
    }
}

void require_name(const ScenarioName& name) {
    require(is_group_name(name.group), "group", name.group);
    require(is_scenario_name(name.name), "scenario", name.name);
}

// Checked character by character: the text becomes a file name.
bool is_utc_second(std::string_view text) {
    constexpr std::string_view pattern = "dddd-dd-ddTdd:dd:ddZ";
    return std::ranges::equal(text, pattern, [](char c, char wanted) {
        return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
    });
}

std::string in_run(const ScenarioName& name, int index, std::string_view file) {
    return fmt::format("{}/{}", run_directory(name, index), file);
}

std::string in_suite(std::string_view suite, std::string_view file) {
    require(is_group_name(suite), "suite", suite);
    return fmt::format("suites/{}/{}", suite, file);
}

std::string in_host_class(std::string_view host_class, const ScenarioName& name) {
    require(is_scenario_name(host_class), "host class", host_class);
    require_name(name);
    return fmt::format("{}/{}", host_class, name.full());
}

}  // namespace

std::string registry_directory() {
    return "registry";
}

std::string lock_file() {
    return ".lock";
}

std::string latest_link() {
    return "latest";
}

std::string layouts_directory() {
    return "layout";
}

std::string layout_file(const ScenarioName& name) {
    require_name(name);
    return name.full() + ".json";
}

std::string session_name(std::string_view started_at, std::string_view label) {
    if (!is_utc_second(started_at)) {
        throw Error(ErrorCode::usage,
                    fmt::format("\"{}\" is not a UTC time like 2026-01-31T12:30:05Z", printable(started_at)));
    }
    std::string name(started_at);
    std::ranges::replace(name, ':', '-');  // legal in file names, but not in PATH-like lists
    return label.empty() ? name : fmt::format("{}-{}", name, slug(label));
}

std::string session_file() {
    return "session.json";
}

std::string report_file() {
    return "report.md";
}

std::string junit_file() {
    return "perf-junit.xml";
}

std::string metrics_file() {
    return "metrics.txt";
}

std::string quiet_waits_file() {
    return "quiet_waits.txt";
}

std::string suite_file(std::string_view suite) {
    return in_suite(suite, "suite.json");
}

std::string plots_directory(std::string_view suite) {
    return in_suite(suite, "plots");
}

std::string plots_in_progress_directory(std::string_view suite) {
    return in_suite(suite, ".plots");
}

std::string scenarios_directory() {
    return "scenarios";
}

std::string scenario_directory(const ScenarioName& name) {
    require_name(name);
    return fmt::format("{}/{}", scenarios_directory(), name.full());
}

std::string scenario_file(const ScenarioName& name) {
    return scenario_directory(name) + "/scenario.json";
}

std::string judged_baseline_file(const ScenarioName& name) {
    return scenario_directory(name) + "/baseline.json";
}

std::string judged_stacks_file(const ScenarioName& name) {
    return scenario_directory(name) + "/baseline.folded";
}

std::string profile_directory(const ScenarioName& name) {
    return scenario_directory(name) + "/profile";
}

std::string stacks_file(const ScenarioName& name) {
    return profile_directory(name) + "/stacks.folded";
}

std::string profile_diff_file(const ScenarioName& name) {
    return profile_directory(name) + "/diff.svg";
}

std::string run_directory(const ScenarioName& name, int index) {
    if (index < 1) {
        throw Error(ErrorCode::usage, fmt::format("runs count from 1, and this is run {}", index),
                    name.full());
    }
    return fmt::format("{}/runs/{:03}", scenario_directory(name), index);
}

std::string run_file(const ScenarioName& name, int index) {
    return in_run(name, index, "run.json");
}

std::string component_summary_file(const ScenarioName& name, int index) {
    return in_run(name, index, "component_summary.json");
}

std::string result_file(const ScenarioName& name, int index) {
    return in_run(name, index, "result.json");
}

std::string output_file(const ScenarioName& name, int index, std::string_view role) {
    require(is_group_name(role), "role", role);
    return in_run(name, index, fmt::format("{}.out", role));
}

std::string error_file(const ScenarioName& name, int index, std::string_view role) {
    require(is_group_name(role), "role", role);
    return in_run(name, index, fmt::format("{}.err", role));
}

std::string baseline_file(std::string_view host_class, const ScenarioName& name) {
    return in_host_class(host_class, name) + ".json";
}

std::string baseline_stacks_file(std::string_view host_class, const ScenarioName& name) {
    return in_host_class(host_class, name) + ".folded";
}

}  // namespace ratchet::artifacts
