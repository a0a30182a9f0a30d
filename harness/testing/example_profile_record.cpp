#include "testing/example_profile_record.hpp"

#include "testing/example_records.hpp"

namespace ratchet::artifacts {

ProfileRecord example_profile_record() {
    ProfileRecord profile;
    profile.asked_for = "auto";
    profile.rung = ProfileRung::user_only;
    profile.why = hostile_text();
    profile.runs = 2;
    profile.frequency_hz = 999;
    profile.duration_s = 1.25;
    profile.samples = 1200;
    profile.lost = 3;
    profile.throttled = 1;
    profile.truncated = 7;
    profile.unrooted = 2;
    profile.profiled_metrics = {{metric::wall_time, 0.625}};
    profile.shares = {{"malloc|free", 60, 1200}, {hostile_text(), 0, 1200}};
    profile.components = {{"evaluator", 0.72, 871, 1200}, {hostile_text(), 0, 0, 1200}};
    profile.modules = {{"libsearch.so", "/home/u/build/" + hostile_text()}};
    profile.counters = CpuCounters{.counted = {{cpu_event::instructions, 3000}, {cpu_event::cycles, 2000}},
                                   .missing = {{cpu_event::cache_misses, hostile_text()}},
                                   .enabled_ns = 1000,
                                   .running_ns = 500};
    return profile;
}

GrownFunctions example_growth() {
    GrownFunctions grown;
    grown.functions = {{.function = hostile_text(),
                        .module = "libsearch.so",
                        .grew_by = 0.172,
                        .lower = 0.151,
                        .upper = 0.19,
                        .share_now = 0.5,
                        .share_before = 1.0 / 3.0,
                        .is_new = true,
                        .source_file = "src/" + hostile_text(),
                        .changed_since_baseline = true,
                        .changed_files = {"src/evaluate.cpp", hostile_text()}}};
    grown.left_out = 3;
    grown.time_ratio = 1.17;
    grown.time_ratio_error = 0.008;
    grown.baseline_commit = "0123456789abcdef0123456789abcdef01234567";
    grown.note = hostile_text();
    grown.sources_note = hostile_text();
    return grown;
}

}  // namespace ratchet::artifacts
