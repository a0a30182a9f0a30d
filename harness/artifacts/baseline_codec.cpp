#include "artifacts/baseline_codec.hpp"

#include "artifacts/describe_host.hpp"
#include "artifacts/describe_run.hpp"
#include "artifacts/document.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <map>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet::artifacts {
namespace {

using nlohmann::json;

constexpr DocumentKind baseline_document{
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

/// Beyond any use, and slow to judge: the judge compares every value with every run, some thousand times.
constexpr std::size_t most_values = 10'000;

bool are_few_enough(const std::vector<BaselineSession>& sessions) {
    std::map<std::string, std::size_t> counts;
    for (const BaselineSession& session : sessions) {
        for (const RoundValues& round : session.rounds) {
            for (const auto& [metric, values] : round) {
                counts[metric] += values.size();
            }
        }
    }
    return std::ranges::all_of(counts, [](const auto& count) { return count.second <= most_values; });
}

bool is_plausible(const StoredTau& tau) {
    return tau.value >= 0 && tau.value <= 10 && tau.degrees_of_freedom >= 0;
}

bool is_plausible(const StoredMargins& margins) {
    const auto is_margin = [](double delta) { return delta > 0 && delta <= 10; };
    const auto is_detectable = [&](const std::optional<StoredDetectable>& detectable) {
        return !detectable || (detectable->theta >= 0 && is_margin(detectable->delta) &&
                               (!detectable->slowdown || is_margin(*detectable->slowdown)));
    };
    return is_margin(margins.delta_same_boot) && is_margin(margins.delta_other_boot) &&
           is_detectable(margins.detectable_same_boot) && is_detectable(margins.detectable_other_boot);
}

bool all_plausible(const auto& by_metric) {
    return std::ranges::all_of(by_metric, [](const auto& entry) { return is_plausible(entry.second); });
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

void describe(auto& fields, Is<StoredDetectable> auto& detectable) {
    fields("theta", detectable.theta);
    fields("delta", detectable.delta);
    fields("slowdown", detectable.slowdown);
}

void describe(auto& fields, Is<StoredMargins> auto& margins) {
    fields("delta_same_boot", margins.delta_same_boot);
    fields("delta_other_boot", margins.delta_other_boot);
    fields("detectable_same_boot", margins.detectable_same_boot);
    fields("detectable_other_boot", margins.detectable_other_boot);
}

void describe(auto& fields, Is<EpochLevel> auto& level) {
    fields("session", level.session);
    fields("commit", level.commit);
    fields("recorded_at", level.recorded_at);
    fields("median", level.median);
}

void describe(auto& fields, Is<BaselineProfile> auto& profile) {
    fields("session", profile.session);
    fields("samples", profile.samples);
    fields.require(profile.samples > 0, "samples", "a profile without samples");
    fields("unit", profile.unit);
    fields("rung", profile.rung);
    fields("runs", profile.runs);
    fields("frequency_hz", profile.frequency_hz);
    fields("duration_s", profile.duration_s);
    fields("sha256", profile.sha256);
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
    fields("instructions", session.instructions);
}

void describe(auto& fields, Is<Baseline> auto& baseline) {
    fields("scenario", baseline.scenario);
    fields("host_class", baseline.host_class);
    fields("plan", baseline.plan);
    fields.require(are_looks(baseline.plan.looks), "plan", "looks must be positive and ascending");
    fields.require(baseline.plan.iterations > 0 && baseline.plan.batch > 0, "plan",
                   "iterations and batch are at least 1");
    fields("metrics", baseline.metrics);
    fields("sessions", baseline.sessions);
    fields.require(!baseline.sessions.empty(), "sessions", "a baseline without a session");
    fields.require(are_defined(baseline), "metrics", "a metric that has values has no definition");
    fields.require(are_few_enough(baseline.sessions), "sessions",
                   fmt::format("a metric has more than {} values", most_values));
    fields("tau_same_boot", baseline.tau_same_boot);
    fields("tau_between_boots", baseline.tau_between_boots);
    fields.require(all_plausible(baseline.tau_same_boot), "tau_same_boot", "tau lies between 0 and 10");
    fields.require(all_plausible(baseline.tau_between_boots), "tau_between_boots",
                   "tau lies between 0 and 10");
    fields("margins", baseline.margins);
    fields.require(all_plausible(baseline.margins), "margins",
                   "delta and what is detectable lie above 0 and not above 10");
    fields.if_told("epoch", baseline.epoch);
    fields("reason", baseline.reason);
    fields("accepted_until", baseline.accepted_until);
    fields.require(is_date(baseline.accepted_until.value_or("2026-12-31")), "accepted_until", "is no date");
    fields("profile", baseline.profile);
}

std::string to_json(const Baseline& baseline) {
    return write_document(baseline_document, [&baseline](json& root) {
        Writer fields(root);
        describe(fields, baseline);
        round_numbers(root);
    });
}

Baseline baseline_from_json(std::string_view text, const std::string& where) {
    return read_record<Baseline>(baseline_document, text, where);
}

}  // namespace ratchet::artifacts
