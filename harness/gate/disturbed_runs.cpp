#include "gate/disturbed_runs.hpp"

#include "gate/reason.hpp"
#include "statistics/location.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr double fastest_quarter = 0.25;

double fast_level(const std::vector<double>& logs) {
    return statistics::quantile(statistics::Sample(logs), fastest_quarter);
}

}  // namespace

std::optional<std::string> cause_in_disturbed_runs(const Shift& found, const std::vector<double>& logs,
                                                   const std::vector<std::size_t>& undisturbed,
                                                   const Reference& reference, bool higher_is_better) {
    constexpr double most_disturbed = 0.2;
    const auto runs = static_cast<double>(logs.size());
    const std::size_t count = logs.size() - undisturbed.size();
    if (static_cast<double>(count) <= most_disturbed * runs) {
        return std::nullopt;
    }
    const std::string disturbed = fmt::format("{} of {} were disturbed", count, runs_text(runs));
    if (undisturbed.size() < 2) {
        return fmt::format("the host was not steady ({}, too many to tell from the others)", disturbed);
    }
    std::vector<double> others;
    for (const std::size_t run : undisturbed) {
        others.push_back(logs[run]);
    }
    const double shift = estimate_without_bounds(reference, others).estimate;
    if (shift >= found.estimate / 2) {
        return std::nullopt;
    }
    return fmt::format("the host was not steady ({}; the others show {})", disturbed,
                       change_text(shift, higher_is_better));
}

std::optional<std::string> cause_in_slow_runs(const Shift& found, const std::vector<double>& logs,
                                              const Reference& reference, bool higher_is_better) {
    constexpr std::size_t fewest_runs = 4;
    if (logs.size() < fewest_runs) {
        return std::nullopt;
    }
    double before = 0;
    for (const auto& session : reference.sessions) {
        before += fast_level(session) / static_cast<double>(reference.sessions.size());
    }
    const double shift = fast_level(logs) - before;
    if (shift >= found.estimate / 2) {
        return std::nullopt;
    }
    return fmt::format("only a part of the runs is slower (the fastest quarter shows {})",
                       change_text(shift, higher_is_better));
}

}  // namespace ratchet
