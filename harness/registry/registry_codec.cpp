#include "registry/registry_codec.hpp"

#include "artifacts/program_listing.hpp"
#include "base/error.hpp"
#include "registry/build_info.hpp"
#include "registry/registry_files.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace ratchet {
namespace {

using artifacts::ListedScenario;

class RegistryReader {
  public:
    explicit RegistryReader(const RegistryTexts& texts) : texts_(texts) {}

    ProjectRegistry read() {
        const std::optional<std::string> index = texts_.read("index.json");
        if (!index) {
            throw Error(
                ErrorCode::usage,
                "no scenarios are registered here; configure the project (cmake -S . -B build) with at "
                "least one ratchet_add_ function",
                texts_.directory);
        }
        index_ = read_index(*index, where("index.json"));
        registry_.project = index_.project;
        registry_.source_directory = index_.source_directory;
        registry_.binary_directory = index_.binary_directory;
        registry_.output_directory = index_.output_directory;
        registry_.configuration = index_.configuration;
        registry_.default_mode = index_.mode;
        registry_.default_confirm = index_.confirm;
        registry_.host_class_override = index_.host_class;
        registry_.keep_sessions = index_.keep_sessions;
        registry_.update_target = index_.update_target;
        registry_.build_target = index_.build_target;
        registry_.multi_config = index_.multi_config;
        for (const IndexedGroup& group : index_.groups) {
            add_program(group.name, group.kind);
        }
        for (const ScenarioName& name : index_.commands) {
            add_command(name);
        }
        sort_scenarios();
        add_suites();
        return std::move(registry_);
    }

  private:
    [[nodiscard]] std::string where(const std::string& file) const {
        return fmt::format("{}/{}", texts_.directory, file);
    }

    [[nodiscard]] std::string required(const std::string& file) const {
        const std::optional<std::string> text = texts_.read(file);
        if (!text) {
            throw Error(ErrorCode::artifact,
                        "is named by index.json and missing; configure the project again", where(file));
        }
        return *text;
    }

    ScenarioSpec scenario(const ScenarioName& name, ScenarioKind kind,
                          std::vector<std::string> command) const {
        ScenarioSpec spec;
        spec.name = name;
        spec.kind = kind;
        spec.original_name = name.name;
        spec.command = std::move(command);
        spec.working_directory = index_.binary_directory;
        spec.baseline_directory = index_.source_directory + "/baselines";
        spec.build = build_info(index_.configuration, index_.compiler, index_.flags);
        spec.option_origin = default_origins();
        return spec;
    }

    void add(ScenarioSpec spec) {
        const auto own = index_.scenario_options.find(spec.name.full());
        if (own != index_.scenario_options.end()) {
            apply_options(spec, own->second, "scenario");
        }
        registry_.scenarios.push_back(std::move(spec));
    }

    void add_program(const std::string& group, ScenarioKind kind) {
        const std::string file = group + ".group.json";
        const GroupFile program = read_group(required(file), where(file), group);
        suites_[group].description = program.options.description.value_or("");
        const std::optional<std::string> names = texts_.read(group + ".names");
        if (!names) {
            registry_.not_built.push_back(group);
            return;
        }
        const std::map<std::string, ListedScenario> listing = read_listing(group);
        for (const std::string& name : read_names(*names, where(group + ".names"))) {
            ScenarioSpec spec = scenario({group, name}, kind, {program.executable});
            apply_options(spec, program.options, "group");
            const auto listed = listing.find(name);
            if (listed != listing.end()) {
                apply_listing(spec, listed->second);
            }
            add(std::move(spec));
        }
    }

    [[nodiscard]] std::map<std::string, ListedScenario> read_listing(const std::string& group) const {
        const std::string file = group + ".scenarios.json";
        std::map<std::string, ListedScenario> listing;
        if (const std::optional<std::string> text = texts_.read(file)) {
            for (ListedScenario& scenario : artifacts::listing_from_json(*text, where(file))) {
                listing.emplace(scenario.name, std::move(scenario));
            }
        }
        return listing;
    }

    static void apply_listing(ScenarioSpec& spec, const ListedScenario& listed) {
        spec.original_name = listed.original_name.value_or(spec.original_name);
        spec.test_case = listed.test_case;
        if (!listed.description.empty()) {
            ScenarioOptions told;
            told.description = listed.description;
            apply_options(spec, told, "program");
        }
        if (listed.optimised) {
            spec.build.optimised = listed.optimised;
            // A program cannot tell every sanitizer, nor the project's flags what one target adds.
            spec.build.sanitizers = joined_sanitizers(spec.build.sanitizers, listed.sanitizers);
        }
    }

    void add_command(const ScenarioName& name) {
        const std::string file = fmt::format("{}.{}.command.json", name.group, name.name);
        CommandFile command = read_command(required(file), where(file), name);
        suites_[name.group];
        ScenarioSpec spec = scenario(name, ScenarioKind::command, std::move(command.command));
        spec.original_name = command.original_name.value_or(spec.original_name);
        spec.grid = std::move(command.grid);
        spec.reference_setting = std::move(command.reference_setting);
        spec.work = std::move(command.work);
        spec.ready_line = std::move(command.ready_line);
        apply_options(spec, command.options, "scenario");
        add(std::move(spec));
    }

    void sort_scenarios() {
        std::vector<ScenarioSpec>& scenarios = registry_.scenarios;
        std::sort(scenarios.begin(), scenarios.end(),
                  [](const auto& a, const auto& b) { return a.name < b.name; });
        const auto twice = std::adjacent_find(scenarios.begin(), scenarios.end(),
                                              [](const auto& a, const auto& b) { return a.name == b.name; });
        if (twice != scenarios.end()) {
            throw Error(ErrorCode::artifact,
                        fmt::format("{} is registered by a program and by a command; rename one of them",
                                    twice->name.full()),
                        where("index.json"));
        }
        std::sort(registry_.not_built.begin(), registry_.not_built.end());
    }

    void add_suites() {
        for (const ScenarioSpec& spec : registry_.scenarios) {
            suites_[spec.name.group].members.push_back(spec.name);
        }
        for (const SuiteSpec& suite : index_.suites) {
            if (!suites_.emplace(suite.name, suite).second) {
                throw Error(ErrorCode::artifact,
                            fmt::format("suite {} has the name of a group or of another suite; rename it",
                                        suite.name),
                            where("index.json"));
            }
        }
        std::map<ScenarioName, std::vector<std::string>> memberships;
        for (auto& [name, suite] : suites_) {
            suite.name = name;
            std::sort(suite.members.begin(), suite.members.end());
            suite.members.erase(std::unique(suite.members.begin(), suite.members.end()), suite.members.end());
            for (const ScenarioName& member : suite.members) {
                memberships[member].push_back(name);
            }
            registry_.suites.push_back(suite);
        }
        for (ScenarioSpec& spec : registry_.scenarios) {
            spec.suites = memberships.at(spec.name);
        }
    }

    const RegistryTexts& texts_;
    IndexFile index_;
    ProjectRegistry registry_;
    std::map<std::string, SuiteSpec> suites_;
};

}  // namespace

ProjectRegistry parse_registry(const RegistryTexts& texts) {
    return RegistryReader(texts).read();
}

}  // namespace ratchet
