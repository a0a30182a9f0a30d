#include "profile/profile_origin.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("where a profile is from is told by its session and its build") {
    SessionRecord session;
    session.started_at = "2026-11-27T12:00:00Z";
    session.git = {.commit = "0123456789abcdef", .branch = "main", .dirty = true};
    session.host.cpu_name = "AMD EPYC";
    session.host.cores = 2;
    session.host.virtualised = true;
    session.host.kernel = "6.18";
    BuildInfo build;
    build.compiler = "GNU 12.2.0";
    build.flags = "-O2 -g";
    const ProfileOrigin origin = profile_origin(session, {"tree_search", "wide_tree"}, &build);
    CHECK(origin.scenario == "tree_search/wide_tree");
    CHECK(origin.taken_at == "2026-11-27T12:00:00Z");
    CHECK(origin.commit == "0123456789abcdef");
    CHECK(origin.branch == "main");
    CHECK(origin.dirty);
    CHECK(origin.host == "AMD EPYC, 2 CPUs, virtualised, Linux 6.18");
    CHECK(origin.build == "GNU 12.2.0 -O2 -g");
    CHECK(profile_origin(session, {"a", "b"}, nullptr).build.empty());
}
