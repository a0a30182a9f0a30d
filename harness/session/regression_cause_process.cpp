#include "session/regression_cause_process.hpp"

#include "artifacts/layout.hpp"
#include "base/error.hpp"
#include "baseline/baseline_profile_disk.hpp"
#include "host/git_changes_process.hpp"
#include "profile/alike_stacks.hpp"
#include "profile/growth.hpp"
#include "profile/matched_functions.hpp"
#include "profile/profile_files_disk.hpp"
#include "profile/source_files_linux.hpp"
#include "session/cpu_time_ratio.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

GrownFunctions unknown_because(std::string why) {
    GrownFunctions none;
    none.note = std::move(why);
    return none;
}

/// The stacks that the session kept when it read the baseline. What was wrong with them was told then.
std::optional<TakenProfile> profile_of_baseline(const ScenarioRecord& record, const SessionDirectory& session,
                                                const Baseline& baseline) {
    std::vector<Warning> told;
    const std::filesystem::path stacks = session.path() / artifacts::judged_stacks_file(record.name);
    return std::filesystem::exists(stacks) ? read_baseline_profile(stacks, baseline, told) : std::nullopt;
}

/// Without their sources. Throws where a file cannot be read.
GrownFunctions compare_profiles(const ScenarioRecord& record, const SessionDirectory& session,
                                const Baseline& baseline) {
    if (!record.artifacts.contains("stacks.folded")) {
        return unknown_because(record.profile->rung == ProfileRung::counters
                                   ? "counters have no stacks"
                                   : "there is no profile of this build: " + record.profile->why);
    }
    const std::optional<TakenProfile> before = profile_of_baseline(record, session, baseline);
    if (!before) {
        return unknown_because(
            "the baseline has no stacks to compare with; the next one that is recorded has");
    }
    const TakenProfile now =
        read_profile_directory(session.path() / artifacts::profile_directory(record.name));
    if (auto obstacle = why_no_growth(now, *before)) {
        return unknown_because(*std::move(obstacle));
    }
    const auto ratio = cpu_time_ratio(record, baseline, both_see_kernel(now, *before));
    return ratio ? grown_functions(now, *before, *ratio)
                 : unknown_because("by how much the CPU time grew is not known");
}

void add_sources(FunctionGrowth& growth, const FunctionSources& sources, const ChangesSince& changes,
                 const ChangedFiles& tree) {
    growth.source_file = path_in_tree(sources.begin, tree).value_or(sources.begin);
    if (!changes.files) {
        return;
    }
    std::vector<std::string> files{sources.begin};
    files.insert(files.end(), sources.inlined.begin(), sources.inlined.end());
    for (const std::string& file : files) {
        if (auto changed = changed_path(file, tree)) {
            growth.changed_files.push_back(*std::move(changed));
        }
    }
    growth.changed_since_baseline = !growth.changed_files.empty();
}

/// By module, so that each is opened once.
std::map<std::string, std::map<std::string, FunctionSources>> sources_of(
    const GrownFunctions& grown, const std::map<std::string, std::string>& modules) {
    std::map<std::string, std::vector<std::string>> functions;
    for (const FunctionGrowth& growth : grown.functions) {
        if (modules.contains(growth.module) && growth.function != code_without_symbols) {
            functions[growth.module].push_back(growth.function);
        }
    }
    std::map<std::string, std::map<std::string, FunctionSources>> sources;
    for (const auto& [module, names] : functions) {
        sources[module] = source_files(modules.at(module), names);
    }
    return sources;
}

void find_sources(GrownFunctions& grown, const std::map<std::string, std::string>& modules,
                  const BaselineSession& accepted, const std::string& source_directory) {
    const auto sources = sources_of(grown, modules);
    const bool known =
        std::ranges::any_of(sources, [](const auto& module) { return !module.second.empty(); });
    if (!known) {
        grown.sources_note = sources.empty() ? "" : "there is no debug information (-g) that tells them";
        return;
    }
    const ChangesSince changes = changes_since(source_directory, accepted.git.commit);
    const ChangedFiles tree = changes.files.value_or(ChangedFiles{"", "", source_directory, {}});
    for (FunctionGrowth& growth : grown.functions) {
        const auto module = sources.find(growth.module);
        if (module == sources.end()) {
            continue;
        }
        if (const auto found = module->second.find(growth.function); found != module->second.end()) {
            add_sources(growth, found->second, changes, tree);
        }
    }
    if (!changes.files) {
        grown.sources_note = "which of them changed is not known: " + changes.why_none;
        return;
    }
    grown.baseline_commit = accepted.git.commit;
    if (accepted.git.dirty) {
        grown.sources_note = "the baseline was recorded with changes that its commit does not have";
    }
}

/// Whether there is anything to explain, and by what.
bool is_to_be_explained(const ScenarioRecord& record, const std::optional<Baseline>& baseline) {
    return regressed_in_time(record) != nullptr && record.profile && baseline;
}

void keep_sources(GrownFunctions& grown, const GrownFunctions& known) {
    grown.baseline_commit = known.baseline_commit;
    grown.sources_note = known.sources_note;
    for (FunctionGrowth& growth : grown.functions) {
        const auto same = std::ranges::find_if(known.functions, [&](const FunctionGrowth& other) {
            return other.function == growth.function && other.module == growth.module;
        });
        if (same != known.functions.end()) {
            growth.source_file = same->source_file;
            growth.changed_since_baseline = same->changed_since_baseline;
            growth.changed_files = same->changed_files;
        }
    }
}

}  // namespace

bool explain_regression(ScenarioRecord& record, const SessionDirectory& session,
                        const std::string& source_directory) {
    const std::optional<GrownFunctions> before = std::exchange(record.grown_functions, std::nullopt);
    try {
        const std::optional<Baseline> baseline = session.read_baseline(record.name);
        if (is_to_be_explained(record, baseline)) {
            record.grown_functions = compare_profiles(record, session, *baseline);
            find_sources(*record.grown_functions, record.profile->modules, profiled_session(*baseline),
                         source_directory);
        }
    } catch (const Error& error) {
        record.grown_functions = unknown_because(error.what());
    } catch (const std::filesystem::filesystem_error& error) {
        record.grown_functions = unknown_because(error.what());
    }
    return record.grown_functions != before;
}

void explain_again(ScenarioRecord& record, const SessionDirectory& session) {
    const std::optional<Baseline> baseline = session.read_baseline(record.name);
    if (!is_to_be_explained(record, baseline)) {
        record.grown_functions.reset();
        return;
    }
    const bool has_stacks =
        std::filesystem::exists(session.path() / artifacts::stacks_file(record.name)) &&
        std::filesystem::exists(session.path() / artifacts::judged_stacks_file(record.name));
    if (!has_stacks && record.grown_functions) {
        return;
    }
    GrownFunctions grown;
    try {
        grown = compare_profiles(record, session, *baseline);
    } catch (const Error& error) {
        grown = unknown_because(error.what());
    } catch (const std::filesystem::filesystem_error& error) {
        grown = unknown_because(error.what());
    }
    if (record.grown_functions) {
        keep_sources(grown, *record.grown_functions);
    }
    record.grown_functions = std::move(grown);
}

}  // namespace ratchet
