#include "baseline/baseline_profile_disk.hpp"

#include "artifacts/layout.hpp"
#include "artifacts/store_disk.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "profile/baseline_stacks.hpp"
#include "profile/folded.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Throws where the file is not the one that the baseline speaks of.
Stacks read_stacks(const std::filesystem::path& file, const BaselineProfile& about) {
    const std::optional<std::string> text = artifacts::read_text_if_present(file);
    if (!text) {
        throw Error(ErrorCode::artifact, "does not exist", file.string());
    }
    if (sha256_hex(*text) != about.sha256) {
        throw Error(ErrorCode::artifact, "is not the file that was recorded with the baseline",
                    file.string());
    }
    Stacks stacks = read_folded(*text, file.string());
    if (stacks.samples() != about.samples) {
        throw Error(
            ErrorCode::artifact,
            fmt::format("holds {} {}, and the baseline says {}", stacks.samples(), about.unit, about.samples),
            file.string());
    }
    return stacks;
}

}  // namespace

std::filesystem::path baseline_stacks_path(const std::filesystem::path& baseline_directory,
                                           const std::string& host_class, const ScenarioName& scenario) {
    return baseline_directory / artifacts::baseline_stacks_file(host_class, scenario);
}

std::optional<KeptProfile> profile_to_keep(const TakenProfile& taken, const std::string& session, int runs) {
    if (taken.stacks.empty()) {
        return std::nullopt;
    }
    KeptProfile kept;
    // In folded text's own names, of which two that differ there stay two lines.
    kept.stacks = write_folded(keep_most(read_folded(write_folded(taken.stacks), session)));
    kept.about = {.session = session,
                  .samples = taken.stacks.samples(),
                  .unit = taken.unit,
                  .rung = taken.rung,
                  .runs = runs,
                  .frequency_hz = taken.frequency_hz,
                  .duration_s = taken.duration_s,
                  .sha256 = sha256_hex(kept.stacks)};
    return kept;
}

std::optional<TakenProfile> read_baseline_profile(const std::filesystem::path& stacks,
                                                  const Baseline& baseline, std::vector<Warning>& warnings) {
    if (!baseline.profile) {
        return std::nullopt;
    }
    try {
        TakenProfile taken;
        taken.stacks = read_stacks(stacks, *baseline.profile);
        taken.unit = baseline.profile->unit;
        taken.rung = baseline.profile->rung;
        taken.frequency_hz = baseline.profile->frequency_hz;
        taken.duration_s = baseline.profile->duration_s;
        return taken;
    } catch (const Error& error) {
        warnings.push_back({WarningKind::baseline_profile, stacks.string(), error.message()});
        return std::nullopt;
    }
}

std::optional<TakenProfile> load_baseline_profile(const std::filesystem::path& baseline_directory,
                                                  const std::string& host_class, const ScenarioName& scenario,
                                                  const Baseline& baseline, std::vector<Warning>& warnings) {
    return read_baseline_profile(baseline_stacks_path(baseline_directory, host_class, scenario), baseline,
                                 warnings);
}

const BaselineSession& profiled_session(const Baseline& baseline) {
    const auto profiled = std::ranges::find_if(baseline.sessions, [&](const BaselineSession& session) {
        return baseline.profile && session.id == baseline.profile->session;
    });
    return profiled == baseline.sessions.end() ? baseline.sessions.front() : *profiled;
}

}  // namespace ratchet
