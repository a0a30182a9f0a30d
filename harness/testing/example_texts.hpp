#pragma once

/// Documents for tests that others than Ratchet write: each has every key.
namespace ratchet::artifacts {

inline constexpr auto result_example = R"({
 "$schema":"ratchet/result/1", "scenario":"wide_tree", "exploration": true, "batch": 2, "warmup_iterations": 3, "batchable": true,
 "iteration_times_s": [0.1, 0.25], "items": {"count": 1234, "unit":"nodes"}, "bytes": 4096,
 "metrics": [{"name":"cache_hits","value":3,"unit":"1","direction":"higher_is_better","scope":"iteration"},
             {"name":"arena","values":[3, 4.5],"unit":"B","direction":"lower_is_better","scope":"whole_process"}],
 "checks": [{"passed":false,"message":"the tree is empty"}],
 "components": {"timed_total_s":0.35,"timer_cost_s":0.01,
                "components":[{"name":"evaluator","calls":7,"total_s":0.2,"self_s":0.1,"min_s":0.01,"max_s":0.05}]},
 "peak_rss_bytes": 123456, "instructions": 4711, "facts": {"optimised":"true","sanitizers":"","compiler":"GNU 12.2.0"},
 "gauges": [{"name":"cache","unit":"B","values":[{"at_ns":3,"value":1.5}]}], "latencies": [],
 "timeline": {"process":7, "spans_left_out":3, "spans":[{"component":"evaluator","thread":8,"begin_ns":2,"end_ns":3}]}, "markers": [{"name":"ready","at_ns":5}], "timed_window": {"start_ns":1,"end_ns":2}})";

inline constexpr auto list_example = R"({"$schema":"ratchet/list/1","scenarios":[
 {"name":"wide_tree","description":"breadth","file":"x.cpp","line":12,"optimised":true,"sanitizers":"",
  "original_name":"wide tree","test_case":"trees"}, {"name":"deep.tree"}]})";

inline constexpr auto registry_index_example = R"({
 "$schema":"ratchet/registry/1", "project":"mylib", "source_directory":"/src", "binary_directory":"/build",
 "output_directory":"/build/perf", "configuration":"Release", "mode":"strict", "host_class":"lab", "keep_sessions":5,
 "update_target":"ratchet-update-baselines", "multi_config":true, "compiler":"GNU 12.2.0", "flags":"-O2",
 "groups":[{"name":"search","kind":"program"}], "commands":["zstd/level3"],
 "suites":[{"name":"quick","description":"before each commit","scenarios":["search/wide","zstd/level3"]}],
 "scenario_options":{"search/wide":{"description":"d","repetitions":14,"max_repetitions":30,"profiler":"none",
  "gate":["wall_time 2%/5%"],"cpus":2,"timeout_s":60,"labels":["nightly"],"environment":["A=b","HOME"],
  "working_directory":"/tmp","baseline_directory":"/src/baselines"}}})";

inline constexpr auto registry_group_example =
    R"({"$schema":"ratchet/registry/1","group":"search","target":"search",
 "executable":"/build/search","options":{"repetitions":14}})";

inline constexpr auto registry_command_example =
    R"({"$schema":"ratchet/registry/1","group":"zstd","name":"level3",
 "command":["zstd","-3"],"ready_line":"done","options":{"labels":["nightly"]}})";

/// A text in the document; empty where there is none.

}  // namespace ratchet::artifacts
