#pragma once

#include "model/session.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// One session's directory: what is read from and written to it. Every write is atomic.
class SessionDirectory {
  public:
    explicit SessionDirectory(std::filesystem::path path) : path_(std::move(path)) {}

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    [[nodiscard]] SessionRecord read() const;
    void write(const SessionRecord& record) const;

    /// Nothing when the scenario was never begun here. Throws `Error(artifact)` when its file is unreadable.
    [[nodiscard]] std::optional<ScenarioRecord> read_scenario(const ScenarioName& name) const;
    /// The record of the scenario's reference setting; nothing where no gate is relative to it, it is its
    /// own, or that was not measured here.
    [[nodiscard]] std::optional<ScenarioRecord> read_reference(const ScenarioSpec& spec) const;
    /// Writes `scenario.json`; the runs' own files are written by `write_run`.
    void write_scenario(const ScenarioRecord& record) const;
    /// Keeps the baseline that the scenario is judged against, so that the session can be judged again by it
    /// wherever and whenever that is.
    void write_baseline(const Baseline& baseline) const;
    [[nodiscard]] std::optional<Baseline> read_baseline(const ScenarioName& name) const;
    void write_run(const ScenarioName& name, const RunRecord& run) const;
    void write_suite(const SuiteRecord& record) const;
    [[nodiscard]] std::optional<SuiteRecord> read_suite(const std::string& suite) const;
    /// Seconds that scenarios of this session waited for quiet moments, one value each, in the order of their
    /// ends. What is no number is left out: nothing that was measured hangs on these.
    [[nodiscard]] std::vector<double> read_quiet_waits() const;
    void add_quiet_wait(double seconds) const;
    /// `relative` must be one of the names of `artifacts/layout.hpp`.
    void write_text(const std::string& relative, const std::string& text) const;

    /// Names of the scenarios that were begun here, sorted.
    [[nodiscard]] std::vector<ScenarioName> scenarios() const;

    bool operator==(const SessionDirectory&) const = default;

  private:
    std::filesystem::path path_;
};

/// Where a project's sessions live: finds, opens, closes and prunes them. Every member but `closed`
/// takes the output directory's lock, so that two harnesses see whole states only.
class SessionStore {
  public:
    explicit SessionStore(std::filesystem::path output) : output_(std::move(output)) {}

    [[nodiscard]] const std::filesystem::path& output() const { return output_; }

    /// Creates a directory named by the draft's start and label (suffix _2, _3 … when taken) and in it
    /// `session.json`, which is also the lease: open, and owned by `draft.owner`. The directory's name
    /// becomes the record's id.
    SessionDirectory open(SessionRecord draft) const;

    /// The session held for `owner`, if any.
    [[nodiscard]] std::optional<SessionDirectory> held_by(const SessionOwner& owner) const;

    /// The sessions that ended and measured something, oldest first; `owner` narrows them to that process's.
    [[nodiscard]] std::vector<SessionDirectory> ended(const std::optional<SessionOwner>& owner = {}) const;

    /// The newest of them.
    [[nodiscard]] std::optional<SessionDirectory> newest_ended(
        const std::optional<SessionOwner>& owner = {}) const;

    /// The sessions that were measured to their end, oldest first. Takes no lock: whole ones do not change,
    /// and the directory may be one that can only be read.
    [[nodiscard]] std::vector<SessionDirectory> closed() const;

    /// What a ctest that calls again is shown: the session held for `owner` if it measured anything, else the
    /// newest one that did (`ctest --rerun-failed`).
    [[nodiscard]] std::optional<SessionDirectory> to_show(const SessionOwner& owner) const;

    /// Ends the session; one in which no scenario was begun is removed instead.
    void close(const SessionDirectory& session, SessionStatus status, const std::string& finished_at) const;

    /// Closes, as abandoned, every open session whose owner is gone. Returns how many there were.
    int close_abandoned(const std::function<bool(const SessionOwner&)>& is_alive,
                        const std::string& now) const;

    /// Removes the oldest ended sessions beyond `keep`.
    void prune(int keep) const;

    /// Points `latest` at a session.
    void mark_latest(const SessionDirectory& session) const;

  private:
    std::filesystem::path output_;
};

}  // namespace ratchet
