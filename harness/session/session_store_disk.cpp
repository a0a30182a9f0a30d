#include "session/session_store_disk.hpp"

#include "artifacts/codecs.hpp"
#include "artifacts/layout.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "gate/gate_language.hpp"
#include "session/file_lock_disk.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>
#include <tuple>

#include <fmt/format.h>
#include <unistd.h>

namespace ratchet {
namespace fs = std::filesystem;
namespace {

/// A directory under the output directory that holds a readable `session.json`.
struct KnownSession {
    SessionDirectory directory;
    SessionRecord record;
};

/// Oldest first. Directories whose `session.json` cannot be read are left alone: what cannot be read is
/// neither taken for a session nor removed as one.
std::vector<KnownSession> known_sessions(const fs::path& output) {
    std::vector<KnownSession> found;
    for (const fs::directory_entry& entry : fs::directory_iterator(output)) {
        std::error_code unseen;  // a directory of somebody else's is none of ours
        if (entry.is_symlink() || !fs::exists(entry.path() / artifacts::session_file(), unseen)) {
            continue;
        }
        try {
            SessionDirectory directory(entry.path());
            SessionRecord record = directory.read();
            found.push_back({std::move(directory), std::move(record)});
        } catch (const Error&) {
            continue;
        }
    }
    std::ranges::sort(found, [](const KnownSession& a, const KnownSession& b) {
        return std::tie(a.record.started_at, a.record.started_monotonic_ns, a.record.id) <
               std::tie(b.record.started_at, b.record.started_monotonic_ns, b.record.id);
    });
    return found;
}

/// What cannot be looked at counts: reading it tells why.
bool may_be_there(const fs::path& path) {
    std::error_code unseen;
    return fs::exists(path, unseen) || unseen;
}

FileLock lock_output(const fs::path& output) {
    fs::create_directories(output);
    return FileLock((output / artifacts::lock_file()).string());
}

bool measured_something(const SessionDirectory& session) {
    return !session.scenarios().empty();
}

void end_session(const KnownSession& session, SessionStatus status, const std::string& finished_at) {
    if (!measured_something(session.directory)) {
        fs::remove_all(session.directory.path());
        return;
    }
    SessionRecord record = session.record;
    record.status = status;
    record.finished_at = finished_at;
    session.directory.write(record);
}

}  // namespace

SessionRecord SessionDirectory::read() const {
    const fs::path file = path_ / artifacts::session_file();
    return artifacts::session_from_json(artifacts::read_text(file), file.string());
}

void SessionDirectory::write(const SessionRecord& record) const {
    write_text(artifacts::session_file(), artifacts::to_json(record));
}

std::optional<ScenarioRecord> SessionDirectory::read_scenario(const ScenarioName& name) const {
    const fs::path file = path_ / artifacts::scenario_file(name);
    const std::optional<std::string> text = artifacts::read_text_if_present(file);
    if (!text) {
        return std::nullopt;
    }
    return artifacts::scenario_from_json(*text, file.string());
}

std::optional<ScenarioRecord> SessionDirectory::read_reference(const ScenarioSpec& spec) const {
    const std::string name = spec.reference_setting.value_or(spec.name.name);
    return name == spec.name.name || !want_reference(spec.gates) ? std::nullopt
                                                                 : read_scenario({spec.name.group, name});
}

void SessionDirectory::write_scenario(const ScenarioRecord& record) const {
    write_text(artifacts::scenario_file(record.name), artifacts::to_json(record));
}

void SessionDirectory::write_baseline(const Baseline& baseline) const {
    write_text(artifacts::judged_baseline_file(baseline.scenario), artifacts::to_json(baseline));
}

std::optional<Baseline> SessionDirectory::read_baseline(const ScenarioName& name) const {
    const fs::path file = path_ / artifacts::judged_baseline_file(name);
    const std::optional<std::string> text = artifacts::read_text_if_present(file);
    return text ? std::optional(artifacts::baseline_from_json(*text, file.string())) : std::nullopt;
}

std::vector<double> SessionDirectory::read_quiet_waits() const {
    std::istringstream lines(
        artifacts::read_text_if_present(path_ / artifacts::quiet_waits_file()).value_or(""));
    std::vector<double> waits;
    for (std::string line; std::getline(lines, line);) {
        double seconds = 0;
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), seconds);
        if (error == std::errc() && std::isfinite(seconds) && seconds >= 0) {
            waits.push_back(seconds);
        }
    }
    return waits;
}

void SessionDirectory::add_quiet_wait(double seconds) const {
    const std::string file = artifacts::quiet_waits_file();
    write_text(
        file, fmt::format("{}{:.3f}\n", artifacts::read_text_if_present(path_ / file).value_or(""), seconds));
}

void SessionDirectory::write_run(const ScenarioName& name, const RunRecord& run) const {
    write_text(artifacts::run_file(name, run.index), artifacts::to_json(run));
    if (run.components) {
        write_text(artifacts::component_summary_file(name, run.index), artifacts::to_json(*run.components));
    }
}

void SessionDirectory::write_suite(const SuiteRecord& record) const {
    write_text(artifacts::suite_file(record.suite), artifacts::to_json(record));
}

std::optional<SuiteRecord> SessionDirectory::read_suite(const std::string& suite) const {
    const fs::path file = path_ / artifacts::suite_file(suite);
    const std::optional<std::string> text = artifacts::read_text_if_present(file);
    return text ? std::optional(artifacts::suite_from_json(*text, file.string())) : std::nullopt;
}

void SessionDirectory::write_text(const std::string& relative, const std::string& text) const {
    const fs::path file = path_ / relative;
    fs::create_directories(file.parent_path());
    artifacts::write_atomically(file, text);
}

std::vector<ScenarioName> SessionDirectory::scenarios() const {
    std::vector<ScenarioName> names;
    const fs::path root = path_ / artifacts::scenarios_directory();
    if (!fs::is_directory(root)) {
        return names;
    }
    for (const fs::directory_entry& group : fs::directory_iterator(root)) {
        if (!group.is_directory()) {
            continue;  // somebody else's
        }
        for (const fs::directory_entry& scenario : fs::directory_iterator(group.path())) {
            ScenarioName name{group.path().filename().string(), scenario.path().filename().string()};
            if (is_group_name(name.group) && is_scenario_name(name.name) &&
                may_be_there(path_ / artifacts::scenario_file(name))) {
                names.push_back(std::move(name));
            }
        }
    }
    std::ranges::sort(names);
    return names;
}

SessionDirectory SessionStore::open(SessionRecord draft) const {
    const FileLock lock = lock_output(output_);
    SessionDirectory session(
        artifacts::make_unique_directory(output_, artifacts::session_name(draft.started_at, draft.label)));
    draft.id = session.path().filename().string();
    draft.status = SessionStatus::open;
    session.write(draft);
    return session;
}

std::optional<SessionDirectory> SessionStore::held_by(const SessionOwner& owner) const {
    const FileLock lock = lock_output(output_);
    for (KnownSession& session : known_sessions(output_)) {
        if (session.record.status == SessionStatus::open && session.record.owner == owner) {
            return std::move(session.directory);
        }
    }
    return std::nullopt;
}

std::vector<SessionDirectory> SessionStore::ended(const std::optional<SessionOwner>& owner) const {
    const FileLock lock = lock_output(output_);
    std::vector<SessionDirectory> sessions;
    for (KnownSession& session : known_sessions(output_)) {
        const bool has_ended =
            session.record.status != SessionStatus::open && measured_something(session.directory);
        if (has_ended && (!owner || session.record.owner == *owner)) {
            sessions.push_back(std::move(session.directory));
        }
    }
    return sessions;
}

std::optional<SessionDirectory> SessionStore::newest_ended(const std::optional<SessionOwner>& owner) const {
    std::vector<SessionDirectory> sessions = ended(owner);
    return sessions.empty() ? std::nullopt : std::optional(std::move(sessions.back()));
}

std::vector<SessionDirectory> SessionStore::closed() const {
    std::vector<SessionDirectory> sessions;
    for (KnownSession& session : known_sessions(output_)) {
        if (session.record.status == SessionStatus::closed && measured_something(session.directory)) {
            sessions.push_back(std::move(session.directory));
        }
    }
    return sessions;
}

std::optional<SessionDirectory> SessionStore::to_show(const SessionOwner& owner) const {
    const std::optional<SessionDirectory> held = held_by(owner);
    return held && measured_something(*held) ? held : newest_ended();
}

void SessionStore::close(const SessionDirectory& session, SessionStatus status,
                         const std::string& finished_at) const {
    const FileLock lock = lock_output(output_);
    end_session({session, session.read()}, status, finished_at);
}

int SessionStore::close_abandoned(const std::function<bool(const SessionOwner&)>& is_alive,
                                  const std::string& now) const {
    const FileLock lock = lock_output(output_);
    int closed = 0;
    for (const KnownSession& session : known_sessions(output_)) {
        if (session.record.status == SessionStatus::open && !is_alive(session.record.owner) &&
            ::access(session.directory.path().c_str(), W_OK) == 0) {  // another user's is theirs to close
            end_session(session, SessionStatus::abandoned, now);
            ++closed;
        }
    }
    return closed;
}

void SessionStore::prune(int keep) const {
    const FileLock lock = lock_output(output_);
    std::vector<KnownSession> ended = known_sessions(output_);
    std::erase_if(ended,
                  [](const KnownSession& session) { return session.record.status == SessionStatus::open; });
    const std::size_t excess = ended.size() > static_cast<std::size_t>(keep) ? ended.size() - keep : 0;
    for (std::size_t i = 0; i < excess; ++i) {
        fs::remove_all(ended[i].directory.path());
    }
}

void SessionStore::mark_latest(const SessionDirectory& session) const {
    const FileLock lock = lock_output(output_);
    artifacts::replace_link((output_ / artifacts::latest_link()).string(),
                            session.path().filename().string());
}

}  // namespace ratchet
