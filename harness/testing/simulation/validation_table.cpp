#include "testing/simulation/validation_table.hpp"

#include "statistics/location.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet::testing {
namespace {

/// A share, and a mark where it is not what was claimed.
std::string share(int count, int trials, double most) {
    if (trials == 0) {
        return "not tried";
    }
    const bool kept = count <= most * trials;
    return fmt::format("{:.4g} %{}", 100.0 * count / trials, kept ? "" : " (not kept)");
}

std::string share_of_detected(const Outcomes& outcomes) {
    constexpr double least = 0.9;
    if (outcomes.trials == 0) {
        return "not tried";
    }
    const bool kept = outcomes.regressed >= least * outcomes.trials;
    return fmt::format("{:.4g} %{}", 100.0 * outcomes.regressed / outcomes.trials, kept ? "" : " (not kept)");
}

std::string cover(const Outcomes& outcomes) {
    return fmt::format("{:.4g} %", 100.0 * outcomes.covered / std::max(outcomes.trials, 1));
}

/// The median of what was printed against the oracle's.
std::string against_oracle(const Characteristics& found) {
    constexpr double most = 1.3;
    if (found.printed.empty() || !found.oracle) {
        return "none printed";
    }
    const auto within =
        std::ranges::count_if(found.printed, [&](double printed) { return printed <= most * *found.oracle; });
    const double median = statistics::median(found.printed);
    return fmt::format("{:.1f} % / {:.1f} % = {:.2f}; {:.1f} % within 1.3{}", 100 * median,
                       100 * *found.oracle, median / *found.oracle,
                       100.0 * static_cast<double>(within) / static_cast<double>(found.printed.size()),
                       median <= most * *found.oracle ? "" : " (not kept)");
}

/// The slowdown in a campaign's claims, and how many of its trials must end how.
std::string claim_of(const Campaign& campaign, const Outcomes& found) {
    if (found.trials == 0) {
        return "not tried";
    }
    const bool idle = campaign.host == "idle";
    const bool duet = campaign.kind == "duet";
    const auto kept = [](bool is, const std::string& text) { return text + (is ? ": kept" : ": NOT KEPT"); };
    if (campaign.slowdown == 0) {
        const int most = duet ? 0 : (idle ? 1 : 4);
        std::string claim = kept(300 * found.regressed <= most * found.trials,
                                 fmt::format("at most {} of 300 regressed", most));
        if (duet && idle) {
            claim += "; " + kept(10 * found.inconclusive <= found.trials, "at most 10 % inconclusive");
        }
        return claim;
    }
    if (duet && campaign.slowdown == 0.05) {
        const int least = idle ? 57 : 50;
        return kept(60 * found.regressed >= least * found.trials,
                    fmt::format("at least {} of 60 regressed", least));
    }
    return "";
}

}  // namespace

std::string claims_table(const std::vector<SimulatedStage>& stages) {
    std::string table =
        "| simulated host | judged by | no change: regressed | interval covers it | θ: regressed (<= 1 %) | "
        "δ: "
        "unchanged (<= 1 %) | printed detectable: regressed (>= 90 %) | printed / oracle (<= 1.3) |\n"
        "|---|---|---|---|---|---|---|---|\n";
    for (const auto& [host, stage, found] : stages) {
        const bool duet = stage == "duet";
        constexpr double by_duet = 1e-4;
        constexpr double by_baseline = 0.01;
        table += fmt::format(
            "| {} | {} | {} of {}: {} | {} | {} | {} | {} | {} |\n", host, stage, found.no_change.regressed,
            found.no_change.trials,
            share(found.no_change.regressed, found.no_change.trials, duet ? by_duet : by_baseline),
            cover(found.no_change), share(found.at_theta.regressed, found.at_theta.trials, by_baseline),
            share(found.at_delta.unchanged, found.at_delta.trials, by_baseline),
            share_of_detected(found.at_detectable), against_oracle(found));
    }
    return table;
}

std::string campaigns_table(const std::vector<Campaign>& campaigns) {
    std::string table =
        "| this machine | slowdown | trials | regressed | unchanged | inconclusive | improved | interval "
        "covers | verdict the same when replayed | runs of the longest duet | claim |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|\n";
    for (const Campaign& campaign : campaigns) {
        if (campaign.kind == "recording") {
            continue;
        }
        const ReplayedCampaign replayed = replay(campaign);
        const Outcomes& found = replayed.outcomes;
        table += fmt::format("| {}, {} | {:+g} % | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
                             campaign.kind == "duet" ? "duet" : "stored baseline", campaign.host,
                             100 * campaign.slowdown, found.trials, found.regressed, found.unchanged,
                             found.inconclusive, found.improved, found.covered, replayed.same_verdict,
                             replayed.longest_duet_s ? fmt::format("{:.1f} s", *replayed.longest_duet_s) : "",
                             claim_of(campaign, found));
    }
    return table;
}

std::string peers_table(const std::vector<PeerColumn>& columns) {
    std::string heading = "| calls slower, of those that are not / that are |";
    std::string line = "|---|";
    for (const PeerColumn& column : columns) {
        for (const Alarms& at : column.rules.front().at) {
            heading += fmt::format(" {} {:+g} % |", column.host, 100 * at.slowdown);
            line += "---|";
        }
    }
    std::string table = heading + "\n" + line + "\n";
    for (std::size_t rule = 0; rule < columns.front().rules.size(); ++rule) {
        table += fmt::format("| {} |", columns.front().rules[rule].rule);
        for (const PeerColumn& column : columns) {
            for (const Alarms& at : column.rules[rule].at) {
                table += at.trials == 0 ? " |" : fmt::format(" {:.4g} % |", 100.0 * at.alarms / at.trials);
            }
        }
        table += "\n";
    }
    return table;
}

}  // namespace ratchet::testing
