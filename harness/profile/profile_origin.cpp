#include "profile/profile_origin.hpp"

#include <string>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string host_in_words(const HostFingerprint& host) {
    return fmt::format("{}, {} CPUs, {}, Linux {}", host.cpu_name, host.cores,
                       host.virtualised ? "virtualised" : "bare metal", host.kernel);
}

std::string build_in_words(const BuildInfo& build) {
    std::string words;
    for (const std::string* part : {&build.compiler, &build.build_type, &build.flags}) {
        words += part->empty() ? "" : (words.empty() ? "" : " ") + *part;
    }
    return words;
}

}  // namespace

ProfileOrigin profile_origin(const SessionRecord& session, const ScenarioName& scenario,
                             const BuildInfo* build) {
    return {.scenario = scenario.full(),
            .taken_at = session.started_at,
            .commit = session.git.commit,
            .branch = session.git.branch,
            .dirty = session.git.dirty,
            .host = host_in_words(session.host),
            .build = build == nullptr ? "" : build_in_words(*build),
            .regenerate = {}};
}

}  // namespace ratchet
