#pragma once

#include "model/name.hpp"

#include <string>
#include <string_view>

/// The one place where names of stored files are made. Paths are relative and use '/'. A name that could
/// leave its directory never gets into a path: functions throw `Error(usage)` on a name outside its grammar.
namespace ratchet::artifacts {

// Relative to the output directory (RATCHET_OUTPUT_DIR, per configuration).

std::string registry_directory();  ///< "registry"
std::string lock_file();           ///< ".lock"
std::string latest_link();         ///< "latest", for people: a link to the newest session
std::string layouts_directory();   ///< "layout": what `ratchet doctor --layout` found out

/// In that directory: "tree_search/wide_tree.json".
std::string layout_file(const ScenarioName& name);

/// Name of a session's directory before any collision suffix: "2026-01-31T12-30-05Z", or with "-label".
/// `started_at` is UTC, ISO 8601, to the second, with a final Z, else `Error(usage)`; the label may be empty
/// or any text, it becomes a slug.
std::string session_name(std::string_view started_at, std::string_view label);

// Relative to a session's directory.

std::string session_file();      ///< "session.json"
std::string report_file();       ///< "report.md"
std::string junit_file();        ///< "perf-junit.xml"
std::string metrics_file();      ///< "metrics.txt"
std::string quiet_waits_file();  ///< "quiet_waits.txt"

std::string suite_file(std::string_view suite);       ///< "suites/quick/suite.json"
std::string plots_directory(std::string_view suite);  ///< "suites/quick/plots"
/// Where plots are drawn before they take the place of earlier ones: "suites/quick/.plots".
std::string plots_in_progress_directory(std::string_view suite);

std::string scenarios_directory();                           ///< "scenarios": holds <group>/<name>
std::string scenario_directory(const ScenarioName& name);    ///< "scenarios/tree_search/wide_tree"
std::string scenario_file(const ScenarioName& name);         ///< ".../scenario.json"
std::string judged_baseline_file(const ScenarioName& name);  ///< ".../baseline.json": what it was judged by
std::string judged_stacks_file(const ScenarioName& name);    ///< ".../baseline.folded": that one's stacks

std::string profile_directory(const ScenarioName& name);  ///< ".../profile"
std::string stacks_file(const ScenarioName& name);        ///< ".../profile/stacks.folded"
std::string profile_diff_file(const ScenarioName& name);  ///< ".../profile/diff.svg"

/// ".../runs/001"; `index` counts from 1, and more than 999 runs get longer names.
std::string run_directory(const ScenarioName& name, int index);
std::string run_file(const ScenarioName& name, int index);                ///< ".../runs/001/run.json"
std::string component_summary_file(const ScenarioName& name, int index);  ///< ".../component_summary.json"

/// What RATCHET_RESULT names: ".../runs/001/result.json".
std::string result_file(const ScenarioName& name, int index);

/// Standard output and error of one process of a run: ".../runs/001/program.out". A role is a group's name.
std::string output_file(const ScenarioName& name, int index, std::string_view role);
std::string error_file(const ScenarioName& name, int index, std::string_view role);

// Relative to the baseline directory.

/// "<host class>/<group>/<name>.json". A host class follows the grammar of scenario names.
std::string baseline_file(std::string_view host_class, const ScenarioName& name);

/// The stacks beside it: "<host class>/<group>/<name>.folded".
std::string baseline_stacks_file(std::string_view host_class, const ScenarioName& name);

}  // namespace ratchet::artifacts
