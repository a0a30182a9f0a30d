#include "session/session_store_disk.hpp"

#include "artifacts/layout.hpp"
#include "catch.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <fstream>

namespace fs = std::filesystem;
using namespace ratchet;

namespace {

SessionRecord draft_of(std::int64_t pid, const std::string& started_at = "2026-03-24T14:32:10Z") {
    SessionRecord draft;
    draft.owner = {pid, 7, "boot"};
    draft.started_at = started_at;
    draft.mode = "gate";
    return draft;
}

void begin_scenario(const SessionDirectory& session) {
    ScenarioRecord record;
    record.name = {"group", "name"};
    record.spec.name = record.name;
    record.plan.looks = {9};
    session.write_scenario(record);
}

}  // namespace

TEST_CASE("a session is found by its owner alone, while it is open") {
    const testing::TemporaryDirectory directory;
    const SessionStore store(directory.path());
    const SessionDirectory first = store.open(draft_of(1));
    const SessionDirectory second = store.open(draft_of(2));
    CHECK(first.path().filename() == "2026-03-24T14-32-10Z");
    CHECK(second.path().filename() == "2026-03-24T14-32-10Z_2");

    CHECK(store.held_by({1, 7, "boot"}) == first);
    CHECK(store.held_by({2, 7, "boot"}) == second);
    CHECK_FALSE(store.held_by({1, 8, "boot"}));
    CHECK_FALSE(store.held_by({1, 7, "another boot"}));

    begin_scenario(first);
    store.close(first, SessionStatus::closed, "2026-03-24T14:33:00Z");
    CHECK_FALSE(store.held_by({1, 7, "boot"}));
    CHECK(first.read().finished_at == "2026-03-24T14:33:00Z");
}

TEST_CASE("a session in which nothing was begun is removed when it ends") {
    const testing::TemporaryDirectory directory;
    const SessionStore store(directory.path());
    const SessionDirectory session = store.open(draft_of(1));
    store.close(session, SessionStatus::closed, "2026-03-24T14:33:00Z");
    CHECK_FALSE(fs::exists(session.path()));
    CHECK_FALSE(store.newest_ended());
}

TEST_CASE("what scenarios waited is added up in order, and what is damaged is left out") {
    const testing::TemporaryDirectory directory;
    const SessionDirectory session(directory.path());
    CHECK(session.read_quiet_waits().empty());
    session.add_quiet_wait(10.25);
    session.add_quiet_wait(0);
    CHECK(session.read_quiet_waits() == std::vector<double>{10.25, 0});
    std::ofstream(directory.path() / artifacts::quiet_waits_file()) << "nan\n\n-1\nx\n1e999\n2.5\n";
    CHECK(session.read_quiet_waits() == std::vector<double>{2.5});
}

TEST_CASE("an abandoned session is closed, one whose owner lives is left open") {
    const testing::TemporaryDirectory directory;
    const SessionStore store(directory.path());
    const SessionDirectory dead = store.open(draft_of(1));
    const SessionDirectory alive = store.open(draft_of(2));
    begin_scenario(dead);
    const auto lives = [](const SessionOwner& owner) { return owner.pid == 2; };
    CHECK(store.close_abandoned(lives, "2026-03-25T00:00:00Z") == 1);
    CHECK(dead.read().status == SessionStatus::abandoned);
    CHECK(alive.read().status == SessionStatus::open);
}

TEST_CASE("sessions that were measured to their end are listed oldest first, without a lock") {
    const testing::TemporaryDirectory directory;
    const SessionStore store(directory.path());
    const SessionDirectory later = store.open(draft_of(1, "2026-03-24T15:00:00Z"));
    const SessionDirectory earlier = store.open(draft_of(2, "2026-03-24T14:00:00Z"));
    const SessionDirectory abandoned = store.open(draft_of(3, "2026-03-24T13:00:00Z"));
    for (const SessionDirectory& session : {later, earlier, abandoned}) {
        begin_scenario(session);
    }
    store.close(later, SessionStatus::closed, "2026-03-24T15:10:00Z");
    store.close(abandoned, SessionStatus::abandoned, "2026-03-24T15:10:00Z");
    CHECK(store.closed() == std::vector<SessionDirectory>{later});
    store.close(earlier, SessionStatus::closed, "2026-03-24T15:10:00Z");
    fs::remove(directory.path() / artifacts::lock_file());
    CHECK(store.closed() == std::vector<SessionDirectory>{earlier, later});
    CHECK_FALSE(fs::exists(directory.path() / artifacts::lock_file()));
}

TEST_CASE("only the newest ended sessions are kept, and open or unreadable ones are never removed") {
    const testing::TemporaryDirectory directory;
    const SessionStore store(directory.path());
    for (int second = 0; second < 5; ++second) {
        const SessionDirectory session =
            store.open(draft_of(10 + second, "2026-03-24T14:32:0" + std::to_string(second) + "Z"));
        begin_scenario(session);
        if (second != 1) {
            store.close(session, SessionStatus::closed, "2026-03-24T15:00:00Z");
        }
    }
    const fs::path unreadable = directory.path() / "2026-03-24T14-00-00Z";
    fs::create_directory(unreadable);
    std::ofstream(unreadable / "session.json") << "{";

    store.prune(2);
    CHECK_FALSE(fs::exists(directory.path() / "2026-03-24T14-32-00Z"));
    CHECK(fs::exists(directory.path() / "2026-03-24T14-32-01Z"));  // open
    CHECK_FALSE(fs::exists(directory.path() / "2026-03-24T14-32-02Z"));
    CHECK(fs::exists(directory.path() / "2026-03-24T14-32-03Z"));
    CHECK(fs::exists(directory.path() / "2026-03-24T14-32-04Z"));
    CHECK(fs::exists(unreadable));
    CHECK(store.newest_ended()->path().filename() == "2026-03-24T14-32-04Z");
}

TEST_CASE("latest is a relative link that follows the newest session, so that the folder can move") {
    const testing::TemporaryDirectory directory;
    const SessionStore store(directory.path());
    store.mark_latest(store.open(draft_of(1)));
    const SessionDirectory second = store.open(draft_of(2));
    store.mark_latest(second);
    CHECK(fs::read_symlink(directory.path() / "latest") == second.path().filename());
}

TEST_CASE("a scenario that was begun is read back, one that was not is nothing, a corrupt one is an error") {
    const testing::TemporaryDirectory directory;
    const SessionDirectory session = SessionStore(directory.path()).open(draft_of(1));
    CHECK_FALSE(session.read_scenario({"group", "name"}));
    begin_scenario(session);
    CHECK(session.read_scenario({"group", "name"})->status == ScenarioStatus::running);
    CHECK(session.scenarios() == std::vector<ScenarioName>{{"group", "name"}});

    std::ofstream(session.path() / "scenarios/group/name/scenario.json") << "not JSON";
    CHECK_THROWS_WITH(session.read_scenario({"group", "name"}), Catch::Contains("scenario.json"));
}
