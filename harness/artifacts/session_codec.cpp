#include "artifacts/session_codec.hpp"

#include "artifacts/describe_host.hpp"
#include "artifacts/describe_verdict.hpp"
#include "artifacts/document.hpp"

namespace ratchet::artifacts {
namespace {

constexpr DocumentKind session_document{.name = "session", .advice = "the session is damaged, measure again"};

}  // namespace

void describe(auto& fields, Is<SessionOwner> auto& owner) {
    fields("pid", owner.pid);
    fields("start_ticks", owner.start_ticks);
    fields("boot_id", owner.boot_id);
}

void describe(auto& fields, Is<SessionRecord> auto& session) {
    fields("id", session.id);
    fields("status", session.status);
    fields("owner", session.owner);
    fields("label", session.label);
    fields("started_at", session.started_at);
    fields("finished_at", session.finished_at);
    fields("started_monotonic_ns", session.started_monotonic_ns);
    fields("project", session.project);
    fields("configuration", session.configuration);
    fields("host_class", session.host_class);
    fields("host", session.host);
    fields("fitness", session.fitness);
    fields("git", session.git);
    fields("calibration", session.calibration);
    fields("environment", session.environment);
    fields("mode", session.mode);
    fields("ratchet_version", session.ratchet_version);
    fields("warnings", session.warnings);
}

std::string to_json(const SessionRecord& session) {
    return write_record(session_document, session);
}

SessionRecord session_from_json(std::string_view text, const std::string& where) {
    return read_record<SessionRecord>(session_document, text, where);
}

}  // namespace ratchet::artifacts
