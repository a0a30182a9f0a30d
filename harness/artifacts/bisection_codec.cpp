#include "artifacts/bisection_codec.hpp"

#include "artifacts/describe_run.hpp"
#include "artifacts/describe_verdict.hpp"
#include "artifacts/document.hpp"

namespace ratchet::artifacts {
namespace {

constexpr DocumentKind bisection_document{.name = "bisection", .advice = "begin anew with --restart"};

}  // namespace

void describe(auto& fields, Is<BisectedCommit> auto& commit) {
    fields("commit", commit.commit);
    fields("subject", commit.subject);
    fields("state", commit.state);
    fields("reason", commit.reason);
    fields("shift", commit.shift);
    fields.derived("change",
                   [&] { return commit.shift ? std::optional(slowdown(*commit.shift)) : std::nullopt; });
    fields("duets", commit.duets);
    fields.require(commit.duets >= 0, "duets", "is a number of duets");
    fields("session", commit.session);
}

void describe(auto& fields, Is<BisectionRecord> auto& bisection) {
    fields("scenario", bisection.scenario);
    fields("metric", bisection.metric);
    fields("higher_is_better", bisection.higher_is_better);
    fields("budget_s", bisection.budget_s);
    fields("alpha", bisection.alpha);
    fields("threshold", bisection.threshold);
    fields("plan", bisection.plan);
    fields("commits", bisection.commits);
}

std::string to_json(const BisectionRecord& bisection) {
    return write_record(bisection_document, bisection);
}

BisectionRecord bisection_from_json(std::string_view text, const std::string& where) {
    return read_record<BisectionRecord>(bisection_document, text, where);
}

}  // namespace ratchet::artifacts
