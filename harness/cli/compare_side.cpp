#include "cli/compare_side.hpp"

#include "artifacts/baseline_codec.hpp"
#include "artifacts/layout.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "baseline/recording.hpp"
#include "session/session_store_disk.hpp"

#include <algorithm>
#include <filesystem>

namespace ratchet::cli {
namespace fs = std::filesystem;
namespace {

void add_scenario(CompareSide& side, const SessionRecord& session, const ScenarioRecord& scenario) {
    try {
        side.measured.emplace(scenario.name.full(), record_baselines(session, {scenario}, "").front());
    } catch (const Error& error) {
        if (error.code() != ErrorCode::measurement) {
            throw;
        }
        side.unmeasured.emplace(scenario.name.full(), error.message());
    }
}

CompareSide read_session(const fs::path& path) {
    const SessionDirectory session(path);
    const SessionRecord record = session.read();
    CompareSide side;
    for (const ScenarioName& name : session.scenarios()) {
        add_scenario(side, record, *session.read_scenario(name));
    }
    return side;
}

/// `<session>/scenarios/<group>/<name>`
CompareSide read_scenario(const fs::path& directory) {
    const fs::path absolute = fs::absolute(directory).lexically_normal();
    const SessionDirectory session(absolute.parent_path().parent_path().parent_path());
    const ScenarioName name{absolute.parent_path().filename().string(), absolute.filename().string()};
    const auto scenario = session.read_scenario(name);
    if (!scenario) {
        throw Error(ErrorCode::usage, "is not a scenario's directory in a session", directory.string());
    }
    CompareSide side;
    add_scenario(side, session.read(), *scenario);
    return side;
}

/// What is damaged and what never was a baseline want different advice.
Baseline read_baseline(const fs::path& file) {
    const std::string text = artifacts::read_text(file);
    if (text.find("ratchet/baseline/") == std::string::npos) {
        throw Error(ErrorCode::usage,
                    "is no baseline; name a session's directory, a scenario's directory in one, or baselines",
                    file.string());
    }
    return artifacts::baseline_from_json(text, file.string());
}

void add_baseline(CompareSide& side, const fs::path& file) {
    Baseline baseline = read_baseline(file);
    const std::string name = baseline.scenario.full();
    if (!side.measured.emplace(name, std::move(baseline)).second) {
        throw Error(ErrorCode::usage,
                    "holds a second baseline of " + name + "; name the directory of one host class",
                    file.parent_path().string());
    }
}

CompareSide read_baselines(const fs::path& directory) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
        if (entry.is_regular_file() && entry.path().extension() == ".json") {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    if (files.empty()) {
        throw Error(ErrorCode::usage, "is neither a session nor a scenario, and holds no baselines",
                    directory.string());
    }
    CompareSide side;
    for (const fs::path& file : files) {
        add_baseline(side, file);
    }
    return side;
}

}  // namespace

CompareSide read_compare_side(const std::string& path) {
    if (path.empty()) {
        throw Error(ErrorCode::usage, "names nothing; name a session, a scenario in one, or a baseline",
                    "\"\"");
    }
    const fs::path place = path;
    if (fs::is_regular_file(place)) {
        if (place.filename() == "scenario.json") {
            return read_scenario(place.parent_path());
        }
        CompareSide side;
        add_baseline(side, place);
        return side;
    }
    if (!fs::is_directory(place)) {
        throw Error(ErrorCode::usage, "does not exist; name a session, a scenario in one, or a baseline",
                    path);
    }
    if (fs::exists(place / artifacts::session_file())) {
        return read_session(place);
    }
    return fs::exists(place / "scenario.json") ? read_scenario(place) : read_baselines(place);
}

}  // namespace ratchet::cli
