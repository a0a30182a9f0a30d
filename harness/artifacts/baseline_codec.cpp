#include "artifacts/baseline_codec.hpp"

#include "artifacts/describe_host.hpp"
#include "artifacts/describe_run.hpp"
#include "artifacts/document.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet::artifacts {
namespace {

using nlohmann::json;

constexpr DocumentKind kind{
    .name = "baseline",
    .advice = "restore it from version control, or record it again with the target update-baselines"};

/// Nine digits are a thousand times finer than any measurement, and what a reviewer can still read.
void round_numbers(json& value) {
    if (value.is_structured()) {
        for (json& member : value) {
            round_numbers(member);
        }
    } else if (value.is_number_float()) {
        char digits[32];
        double rounded = value.get<double>();
        const auto end =
            std::to_chars(std::begin(digits), std::end(digits), rounded, std::chars_format::general, 9);
        std::from_chars(std::begin(digits), end.ptr, rounded);
        value = rounded;
    }
}

bool has_values(const std::vector<RoundValues>& rounds) {
    return !rounds.empty() && std::ranges::all_of(rounds, [](const RoundValues& round) {
        return !round.empty() &&
               std::ranges::none_of(round, [](const auto& metric) { return metric.second.empty(); });
    });
}

bool are_looks(const std::vector<int>& looks) {
    return !looks.empty() && looks.front() > 0 && std::ranges::is_sorted(looks, std::ranges::less_equal());
}

bool are_defined(const Baseline& baseline) {
    return std::ranges::all_of(baseline.sessions, [&](const BaselineSession& session) {
        return std::ranges::all_of(session.rounds, [&](const RoundValues& round) {
            return std::ranges::all_of(
                round, [&](const auto& metric) { return baseline.metrics.contains(metric.first); });
        });
    });
}

}  // namespace

void describe(auto& fields, Is<StoredTau> auto& tau) {
    fields("value", tau.value);
    fields("degrees_of_freedom", tau.degrees_of_freedom);
}

void describe(auto& fields, Is<StoredMargins> auto& margins) {
    fields("delta_same_boot", margins.delta_same_boot);
    fields("delta_other_boot", margins.delta_other_boot);
}

void describe(auto& fields, Is<BaselineSession> auto& session) {
    fields("id", session.id);
    fields("recorded_at", session.recorded_at);
    fields("git", session.git);
    fields("host", session.host);
    fields("build", session.build);
    fields("digests", session.digests);
    fields("calibration", session.calibration);
    fields("rounds", session.rounds);
    fields.require(has_values(session.rounds), "rounds", "a round has no values");
}

void describe(auto& fields, Is<Baseline> auto& baseline) {
    fields("scenario", baseline.scenario);
    fields("host_class", baseline.host_class);
    fields("plan", baseline.plan);
    fields.require(are_looks(baseline.plan.looks), "plan", "looks must be positive and ascending");
    fields("metrics", baseline.metrics);
    fields("sessions", baseline.sessions);
    fields.require(!baseline.sessions.empty(), "sessions", "a baseline without a session");
    fields.require(are_defined(baseline), "metrics", "a metric that has values has no definition");
    fields("tau_same_boot", baseline.tau_same_boot);
    fields("tau_between_boots", baseline.tau_between_boots);
    fields("margins", baseline.margins);
    fields("reason", baseline.reason);
}

std::string to_json(const Baseline& baseline) {
    return write_document(kind, [&baseline](json& root) {
        Writer fields(root);
        describe(fields, baseline);
        round_numbers(root);
    });
}

Baseline baseline_from_json(std::string_view text, const std::string& where) {
    return read_record<Baseline>(kind, text, where);
}

}  // namespace ratchet::artifacts
