#include "baseline/baseline_store_disk.hpp"

#include "artifacts/baseline_codec.hpp"
#include "artifacts/layout.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "baseline/baseline_profile_disk.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

void create_directory_of(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) {
        throw Error(ErrorCode::artifact,
                    "cannot create the directory: " + error.message() + "; check what stands in its path",
                    path.parent_path().string());
    }
}

void remove_stacks(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::remove(path, error);
    if (error) {
        throw Error(ErrorCode::artifact,
                    "cannot be removed, and is of an earlier baseline: " + error.message(), path.string());
    }
}

}  // namespace

std::filesystem::path baseline_path(const std::filesystem::path& baseline_directory,
                                    const std::string& host_class, const ScenarioName& scenario) {
    return baseline_directory / artifacts::baseline_file(host_class, scenario);
}

std::optional<Baseline> load_baseline(const std::filesystem::path& baseline_directory,
                                      const std::string& host_class, const ScenarioName& scenario) {
    const std::filesystem::path path = baseline_path(baseline_directory, host_class, scenario);
    const std::optional<std::string> text = artifacts::read_text_if_present(path);
    if (!text) {
        return std::nullopt;
    }
    Baseline baseline = artifacts::baseline_from_json(*text, path.string());
    if (baseline.scenario != scenario || baseline.host_class != host_class) {
        throw Error(ErrorCode::artifact,
                    fmt::format("is the baseline of {} on {}; move it back or record this one again",
                                baseline.scenario.full(), baseline.host_class),
                    path.string());
    }
    return baseline;
}

std::vector<std::filesystem::path> save_baselines(const std::vector<PlacedBaseline>& baselines) {
    std::vector<std::string> texts;
    for (const auto& [directory, baseline, stacks] : baselines) {
        try {
            texts.push_back(artifacts::to_json(baseline));
        } catch (const Error& error) {
            throw Error(error.code(), error.what(), baseline.scenario.full());
        }
    }
    std::vector<std::filesystem::path> paths;
    for (std::size_t i = 0; i < baselines.size(); ++i) {
        const auto& [directory, baseline, stacks] = baselines[i];
        paths.push_back(baseline_path(directory, baseline.host_class, baseline.scenario));
        create_directory_of(paths.back());
        artifacts::remove_abandoned(paths.back().parent_path());
        const std::filesystem::path beside =
            baseline_stacks_path(directory, baseline.host_class, baseline.scenario);
        if (stacks) {
            artifacts::write_durably(beside, *stacks);
        }
        artifacts::write_durably(paths.back(), texts[i]);
        if (!baseline.profile) {
            remove_stacks(beside);
        }
    }
    return paths;
}

}  // namespace ratchet
