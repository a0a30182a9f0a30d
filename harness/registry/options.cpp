#include "registry/options.hpp"

namespace ratchet {
namespace {

/// Puts what was given into a spec, one option at a time.
struct OptionWriter {
    ScenarioSpec& spec;
    const std::string& origin;

    template <class Field, class Value>
    void operator()(const char* option, Field& field, const std::optional<Value>& given) const {
        if (given) {
            field = *given;
            spec.option_origin[option] = origin;
        }
    }
};

}  // namespace

void apply_options(ScenarioSpec& spec, const ScenarioOptions& options, const std::string& origin) {
    const OptionWriter apply{spec, origin};
    apply("description", spec.description, options.description);
    apply("repetitions", spec.repetitions, options.repetitions);
    apply("max_repetitions", spec.max_repetitions, options.max_repetitions);
    apply("profiler", spec.profiler, options.profiler);
    apply("gate", spec.gates, options.gates);
    apply("cpus", spec.cpus, options.cpus);
    apply("timeout_s", spec.timeout_s, options.timeout_s);
    apply("labels", spec.labels, options.labels);
    apply("environment", spec.environment, options.environment);
    apply("working_directory", spec.working_directory, options.working_directory);
    apply("baseline_directory", spec.baseline_directory, options.baseline_directory);
    if (spec.max_repetitions < spec.repetitions && options.repetitions) {
        apply("max_repetitions", spec.max_repetitions, options.repetitions);
    } else if (spec.max_repetitions < spec.repetitions) {
        apply("repetitions", spec.repetitions, options.max_repetitions);
    }
}

std::map<std::string, std::string> default_origins() {
    std::map<std::string, std::string> origins;
    for (const char* option :
         {"description", "repetitions", "max_repetitions", "profiler", "gate", "cpus", "timeout_s", "labels",
          "environment", "working_directory", "baseline_directory"}) {
        origins[option] = "default";
    }
    return origins;
}

bool is_count(int count) {
    return count >= 1 && count <= 999'999;
}

bool is_profiler(std::string_view profiler) {
    return profiler == "auto" || profiler == "none" || profiler == "sampling" || profiler == "gperftools" ||
           profiler == "callgrind" || profiler == "counters";
}

std::optional<EnvironmentEntry> parse_environment_entry(std::string_view text) {
    const std::size_t equals = text.find('=');
    EnvironmentEntry entry;
    entry.name = text.substr(0, equals);
    if (entry.name.empty()) {
        return std::nullopt;
    }
    if (equals != std::string_view::npos) {
        entry.value = text.substr(equals + 1);
    }
    return entry;
}

}  // namespace ratchet
