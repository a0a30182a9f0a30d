#include "cli/profile_source.hpp"

#include "artifacts/baseline_codec.hpp"
#include "artifacts/layout.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "baseline/baseline_profile_disk.hpp"
#include "profile/foreign_profile.hpp"
#include "profile/profile_files_disk.hpp"
#include "profile/profile_origin.hpp"
#include "session/session_store_disk.hpp"

#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet::cli {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20U;

TakenProfile read_standard_input() {
    return read_foreign_profile(
        [] {
            std::string piece(piece_bytes, '\0');
            piece.resize(std::fread(piece.data(), 1, piece.size(), stdin));
            if (std::ferror(stdin) != 0) {
                throw Error(ErrorCode::artifact, "cannot be read", "standard input");
            }
            return piece;
        },
        "standard input");
}

/// What the session says of the scenario whose directory this is; little where it is no session's.
ProfileOrigin origin_of_scenario(const fs::path& scenario_directory) {
    const fs::path directory = fs::absolute(scenario_directory).lexically_normal();
    const ScenarioName name{directory.parent_path().filename().string(), directory.filename().string()};
    ProfileOrigin origin;
    const SessionDirectory session(directory.parent_path().parent_path().parent_path());
    const bool in_session =
        directory.parent_path().parent_path().filename() == artifacts::scenarios_directory();
    origin.scenario = in_session ? name.full() : directory.filename().string();
    if (!in_session || !fs::exists(session.path() / artifacts::session_file())) {
        return origin;
    }
    const std::optional<ScenarioRecord> scenario = session.read_scenario(name);
    return profile_origin(session.read(), name, scenario ? &scenario->spec.build : nullptr);
}

/// The directory of a profile, of a scenario, or `<session>/<group>/<name>`.
std::optional<fs::path> profile_directory_of(const fs::path& place) {
    const fs::path plain = (place / "").parent_path();  // without a slash at the end
    const fs::path in_session = plain.parent_path().parent_path() / artifacts::scenarios_directory() /
                                plain.parent_path().filename() / plain.filename() / "profile";
    for (const fs::path& directory : {plain, plain / "profile", in_session}) {
        if (fs::exists(directory / "stacks.folded")) {
            return directory;
        }
    }
    return std::nullopt;
}

ProfileSource read_directory(const fs::path& directory) {
    ProfileSource read{read_profile_directory(directory), {}, directory};
    const fs::path absolute = fs::absolute(directory).lexically_normal();
    if (absolute.filename() == "profile") {
        read.origin = origin_of_scenario(absolute.parent_path());
    } else {
        read.origin.scenario = absolute.filename().string();
    }
    return read;
}

/// Of a baseline's file, the stacks beside it.
std::optional<ProfileSource> read_if_baseline(const fs::path& file) {
    if (file.extension() != ".json") {
        return std::nullopt;
    }
    constexpr std::size_t beginning = 4096;  // keys are sorted, and "$schema" is the first
    const std::optional<RegularFile> opened = RegularFile::open(file);
    if (!opened || opened->read_at(0, beginning).find("\"ratchet/baseline/") == std::string::npos) {
        return std::nullopt;
    }
    const Baseline baseline = artifacts::baseline_from_json(artifacts::read_text(file), file.string());
    std::vector<Warning> warnings;
    std::optional<TakenProfile> profile =
        read_baseline_profile(fs::path(file).replace_extension(".folded"), baseline, warnings);
    if (!profile) {
        throw Error(ErrorCode::artifact,
                    warnings.empty() ? "has no stacks; record or promote the baseline again"
                                     : warnings.front().detail + ": " + warnings.front().subject,
                    file.string());
    }
    ProfileSource read{*std::move(profile), {}, file.filename().string() + ".profile"};
    read.origin.scenario = baseline.scenario.full();
    const BaselineSession& profiled = profiled_session(baseline);
    read.origin.taken_at = profiled.recorded_at;
    read.origin.commit = profiled.git.commit;
    read.origin.branch = profiled.git.branch;
    read.origin.dirty = profiled.git.dirty;
    return read;
}

}  // namespace

ProfileSource read_profile_source(const std::string& source) {
    if (source == "-") {
        ProfileSource read{read_standard_input(), {}, "stdin.profile"};
        read.origin.scenario = "standard input";
        return read;
    }
    if (source.empty()) {
        throw Error(ErrorCode::usage, "names nothing; name a file or a scenario's directory in a session",
                    "\"\"");
    }
    const fs::path place = source;
    if (fs::exists(place) && !fs::is_directory(place)) {
        if (std::optional<ProfileSource> baseline = read_if_baseline(place)) {
            return *std::move(baseline);
        }
        ProfileSource read{read_profile_file(place), {}, place.filename().string() + ".profile"};
        read.origin.scenario = place.filename().string();
        return read;
    }
    if (const std::optional<fs::path> directory = profile_directory_of(place)) {
        return read_directory(*directory);
    }
    if (fs::exists(place / "counters.json") || fs::exists(place / "profile" / "counters.json")) {
        throw Error(ErrorCode::usage,
                    "was profiled by counters, which have no stacks: profile.md there has the table of them",
                    source);
    }
    throw Error(
        ErrorCode::usage,
        fs::exists(place)
            ? "holds no profile (stacks.folded); name a file, a scenario's directory or "
              "<session>/<group>/<name>"
            : "does not exist, or is a scenario without a profile; name a file, a scenario's directory or "
              "<session>/<group>/<name>",
        source);
}

}  // namespace ratchet::cli
