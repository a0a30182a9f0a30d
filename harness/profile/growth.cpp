#include "profile/growth.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "profile/alike_stacks.hpp"
#include "profile/matched_functions.hpp"
#include "statistics/share_changes.hpp"
#include "statistics/student_t.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

using statistics::Interval;
using statistics::Ratio;

constexpr std::size_t most_named = 20;

/// All functions of two profiles, judged together.
class GrowthJudge {
  public:
    GrowthJudge(const Stacks& now, const Stacks& before, const Ratio& ratio, double rate)
        : functions_(match_functions(now, before)),
          now_(now.samples()),
          before_(before.samples()),
          ratio_(ratio) {
        std::erase_if(functions_, [](const MatchedFunction& function) { return !function.is_code; });
        std::vector<statistics::ShareChange> changes;
        for (const MatchedFunction& function : functions_) {
            changes.push_back(change_of(function));
        }
        z_ = statistics::discovery_z(changes, rate, ratio_);
    }

    /// Those that grew, most first.
    [[nodiscard]] std::vector<FunctionGrowth> grown() const {
        std::vector<FunctionGrowth> grown;
        for (const MatchedFunction& function : functions_) {
            const FunctionGrowth growth = growth_of(function);
            if (growth.lower > 0) {
                grown.push_back(growth);
            }
        }
        std::ranges::sort(grown, [](const FunctionGrowth& a, const FunctionGrowth& b) {
            return a.grew_by != b.grew_by ? a.grew_by > b.grew_by
                                          : std::tie(a.function, a.module) < std::tie(b.function, b.module);
        });
        return grown;
    }

    /// Why none grew.
    [[nodiscard]] std::string why_none() const {
        const double whole = ratio_.value - 1;
        constexpr double one_sided = 0.95;
        const double z = statistics::student_t_quantile(one_sided, std::nullopt);
        const Interval ratio = statistics::ratio_interval(ratio_, z);
        if (ratio.lower <= 1) {
            return fmt::format(
                "the time on the CPU did not grow for certain ({}, between {} and {}), and what a program "
                "waits for is in no profile",
                format_percent(whole, Sign::always), format_percent(ratio.lower - 1, Sign::always),
                format_percent(ratio.upper - 1, Sign::always));
        }
        std::size_t more = 0;
        double blind = 0;
        for (const MatchedFunction& function : functions_) {
            const FunctionGrowth growth = growth_of(function);
            more += growth.grew_by > 0 ? 1 : 0;
            blind = std::max(blind, growth.grew_by - growth.lower);
        }
        if (whole > blind) {
            return fmt::format("no function stands out: {} more time is spread over {} function{}",
                               format_percent(whole), more, more == 1 ? "" : "s");
        }
        return fmt::format(
            "too few samples ({} now, {} in the baseline): one function would have to grow by some {} of the "
            "time to be told from chance, and all together did by {}",
            now_, before_, format_percent(blind), format_percent(whole));
    }

  private:
    [[nodiscard]] statistics::ShareChange change_of(const MatchedFunction& function) const {
        return {{function.now, now_}, {function.before, before_}};
    }

    [[nodiscard]] FunctionGrowth growth_of(const MatchedFunction& function) const {
        const statistics::ShareChange change = change_of(function);
        const Interval interval = statistics::difference_interval(change.now, change.before, z_, ratio_);
        FunctionGrowth growth;
        growth.function = function.frame.function;
        growth.module = function.frame.module;
        growth.share_now = change.now.share();
        growth.share_before = change.before.share();
        growth.grew_by = ratio_.value * growth.share_now - growth.share_before;
        growth.lower = interval.lower;
        growth.upper = interval.upper;
        growth.is_new = !function.seen_before;
        return growth;
    }

    std::vector<MatchedFunction> functions_;
    std::uint64_t now_;
    std::uint64_t before_;
    Ratio ratio_;
    double z_ = 0;
};

}  // namespace

std::optional<std::string> why_no_growth(const TakenProfile& now, const TakenProfile& baseline) {
    if (auto obstacle = why_not_comparable(now, baseline)) {
        return obstacle;
    }
    return now.unit == "samples"
               ? std::nullopt
               : std::optional<std::string>(fmt::format(
                     "{} tell no time; PROFILER auto takes profiles that do", printable(now.unit)));
}

GrownFunctions grown_functions(const TakenProfile& now, const TakenProfile& baseline, const Ratio& time_ratio,
                               double false_discovery) {
    if (const auto obstacle = why_no_growth(now, baseline)) {
        throw Error(ErrorCode::usage, *obstacle);
    }
    GrownFunctions found;
    found.time_ratio = time_ratio.value;
    found.time_ratio_error = time_ratio.standard_error;
    const AlikeStacks alike = alike_stacks(now, baseline);
    if (alike.now.empty() || alike.before.empty()) {
        found.note = "all samples are within the kernel, which only one of the profiles has";
        return found;
    }
    const GrowthJudge judge(alike.now, alike.before, time_ratio, false_discovery);
    found.functions = judge.grown();
    if (found.functions.empty()) {
        found.note = judge.why_none();
    }
    if (found.functions.size() > most_named) {
        found.left_out = static_cast<int>(found.functions.size() - most_named);
        found.functions.resize(most_named);
    }
    return found;
}

}  // namespace ratchet
