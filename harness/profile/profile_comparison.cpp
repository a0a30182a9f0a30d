#include "profile/profile_comparison.hpp"

#include "artifacts/document.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "profile/cut_stacks.hpp"
#include "profile/function_shares.hpp"
#include "profile/matched_functions.hpp"
#include "statistics/share_changes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet {
namespace {

void require_comparable(const TakenProfile& before, const TakenProfile& now) {
    for (const auto& [profile, name] : {std::pair(&before, "A"), std::pair(&now, "B")}) {
        if (profile->stacks.empty()) {
            throw Error(ErrorCode::artifact, "holds no samples: there is nothing to compare", name);
        }
    }
    if (before.unit != now.unit) {
        throw Error(ErrorCode::usage,
                    fmt::format("A counts {} and B {}; name two profiles that count the same",
                                printable(before.unit), printable(now.unit)),
                    "compare --profile");
    }
}

double difference_of(const ComparedFunction& function) {
    return function.share_now - function.share_before;
}

bool has_changed(const ComparedFunction& function) {
    return function.difference ? function.difference->lower > 0 || function.difference->upper < 0
                               : difference_of(function) != 0;
}

/// Two digits behind the point, with a sign where they are not all 0.
std::string signed_points(double share) {
    const std::string digits = fmt::format("{:.2f}", 100 * std::abs(share));
    const char* const sign = share > 0 ? "+" : "-";
    return (digits == "0.00" ? "" : sign) + digits;
}

}  // namespace

ProfileComparison compare_profiles(const TakenProfile& before, const TakenProfile& now,
                                   double false_discovery) {
    require_comparable(before, now);
    std::vector<MatchedFunction> functions = match_functions(now.stacks, before.stacks);
    std::erase_if(functions, [](const MatchedFunction& function) {
        return is_mark(function.frame, left_out_stacks);  // many functions, and others in each profile
    });
    ProfileComparison comparison{.unit = now.unit,
                                 .samples_before = before.stacks.samples(),
                                 .samples_now = now.stacks.samples(),
                                 .false_discovery = false_discovery,
                                 .functions = functions.size(),
                                 .changed = {}};
    std::vector<statistics::ShareChange> changes;
    changes.reserve(functions.size());
    for (const MatchedFunction& function : functions) {
        changes.push_back(
            {{function.now, comparison.samples_now}, {function.before, comparison.samples_before}});
    }
    const bool sampled = is_sampled(now);
    const double z = sampled ? statistics::discovery_z(changes, false_discovery) : 0;
    for (std::size_t i = 0; i < functions.size(); ++i) {
        const auto& [share_now, share_before] = changes[i];
        ComparedFunction function{.frame = functions[i].frame,
                                  .samples_before = functions[i].before,
                                  .samples_now = functions[i].now,
                                  .share_before = share_before.share(),
                                  .share_now = share_now.share(),
                                  .difference = {}};
        if (sampled) {
            function.difference = statistics::difference_interval(share_now, share_before, z);
        }
        if (has_changed(function)) {
            comparison.changed.push_back(std::move(function));
        }
    }
    std::ranges::sort(comparison.changed, [](const ComparedFunction& a, const ComparedFunction& b) {
        const double change_a = std::abs(difference_of(a));
        const double change_b = std::abs(difference_of(b));
        return change_a != change_b ? change_a > change_b : a.frame < b.frame;
    });
    return comparison;
}

Table profile_comparison_table(const ProfileComparison& comparison, std::size_t most) {
    Table table{{{"function", Align::left, 0, true},
                 {"module", Align::left, 1, true},
                 {"A", Align::right},
                 {"B", Align::right},
                 {"points", Align::right},
                 {"interval", Align::left, 2}},
                {}};
    for (std::size_t i = 0; i < std::min(most, comparison.changed.size()); ++i) {
        const ComparedFunction& function = comparison.changed[i];
        const auto& interval = function.difference;
        table.rows.push_back({{{shown_function(function.frame)},
                               {function.frame.module},
                               {format_percent(function.share_before)},
                               {format_percent(function.share_now)},
                               {signed_points(difference_of(function))},
                               {interval ? fmt::format("{} to {}", signed_points(interval->lower),
                                                       signed_points(interval->upper))
                                         : ""}},
                              {}});
    }
    return table;
}

std::string profile_comparison_summary(const ProfileComparison& comparison, std::size_t most) {
    std::string text =
        fmt::format("{} {} in A, {} in B, shares of functions' own code. ", comparison.samples_before,
                    printable(comparison.unit), comparison.samples_now);
    const std::size_t changed = comparison.changed.size();
    if (comparison.unit != "samples") {
        text += fmt::format("{} of {} functions changed", changed, comparison.functions);
    } else if (changed == 0) {
        text += fmt::format("None of {} functions changed beyond chance", comparison.functions);
    } else {
        text += fmt::format("{} of {} functions changed beyond chance (at {:.0f} % false discoveries)",
                            changed, comparison.functions, 100 * comparison.false_discovery);
    }
    return text + (changed > most
                       ? fmt::format("; {} more, which changed less, are in --json.", changed - most)
                       : ".");
}

// `describe` is found by its argument's namespace, so these cannot be in the anonymous one.

static void describe(artifacts::Writer& fields, const ComparedFunction& function) {
    fields("function", shown_function(function.frame));
    fields("module", printable(function.frame.module));
    fields("samples_before", function.samples_before);
    fields("samples_now", function.samples_now);
    fields("share_before", function.share_before);
    fields("share_now", function.share_now);
    fields("difference", function.share_now - function.share_before);
    const auto& interval = function.difference;
    fields("lower", interval ? std::optional(interval->lower) : std::nullopt);
    fields("upper", interval ? std::optional(interval->upper) : std::nullopt);
}

std::string profile_comparison_json(const ProfileComparison& comparison, const ComparedProfiles& profiles) {
    constexpr artifacts::DocumentKind kind{.name = "profile_comparison", .advice = "compare again"};
    return artifacts::write_document(kind, [&](nlohmann::json& root) {
        artifacts::Writer fields(root);
        fields("before", printable(profiles.before));
        fields("now", printable(profiles.now));
        fields("picture", printable(profiles.picture));
        fields("unit", comparison.unit);
        fields("samples_before", comparison.samples_before);
        fields("samples_now", comparison.samples_now);
        fields("false_discovery", comparison.false_discovery);
        fields("functions", std::uint64_t{comparison.functions});
        fields("changed", comparison.changed);
    });
}

}  // namespace ratchet
