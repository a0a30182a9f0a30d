#include "baseline/baseline_store_disk.hpp"

#include "artifacts/baseline_codec.hpp"
#include "artifacts/layout.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"

#include <fmt/format.h>

namespace ratchet {

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

std::filesystem::path save_baseline(const std::filesystem::path& baseline_directory,
                                    const Baseline& baseline) {
    std::filesystem::path path = baseline_path(baseline_directory, baseline.host_class, baseline.scenario);
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) {
        throw Error(ErrorCode::artifact,
                    "cannot create the directory: " + error.message() + "; check what stands in its path",
                    path.parent_path().string());
    }
    artifacts::write_atomically(path, artifacts::to_json(baseline));
    return path;
}

}  // namespace ratchet
