#include "exec/warnings.hpp"

#include "base/text.hpp"
#include "model/metric.hpp"
#include "statistics/location.hpp"
#include "statistics/spread.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace ratchet {
namespace {

using statistics::Sample;
using Values = std::vector<double>;

constexpr double far_in_deviations = 5;
constexpr double deviations_per_mad = 1.4826;  ///< of normal scatter

/// How far from the median is far: `share` of it, or more where the bulk itself scatters more. At least two
/// values.
double far_away(const Values& values, double share) {
    const double mad = statistics::median_absolute_deviation(Sample(values)).value_or(0);
    return std::max(share * statistics::median(values), far_in_deviations * deviations_per_mad * mad);
}

std::string runs_of(std::size_t count, std::size_t all) {
    return fmt::format("{} of {} run{}", count, all, all == 1 ? "" : "s");
}

class Observer {
  public:
    Observer(const std::string& name, const MeasuredCommand& command)
        : name_(name),
          command_(command),
          wall_(command.values.at(metric::wall_time)),
          median_s_(statistics::median(wall_)) {}

    void look_at_ends() {
        if (command_.failed_runs > 0) {
            add(WarningKind::ignored_failures,
                runs_of(static_cast<std::size_t>(command_.failed_runs), wall_.size()));
        }
        const auto ready = command_.values.find(metric::startup_time);
        if (!command_.why_never_ready.empty() &&
            (ready == command_.values.end() || ready->second.size() < wall_.size())) {
            add(WarningKind::never_ready, command_.why_never_ready);
        }
        if (command_.leftovers > 0) {
            add(WarningKind::leftover_processes, std::to_string(command_.leftovers));
        }
    }

    void look_at_first_run() {
        constexpr std::size_t fewest = 5;
        constexpr double share = 0.10;
        if (wall_.size() < fewest) {
            return;
        }
        const Values others(wall_.begin() + 1, wall_.end());
        const double usual = statistics::median(others);
        if (wall_.front() - usual > far_away(others, share)) {
            slow_first_ = true;
            add(WarningKind::slow_first_run,
                fmt::format("{} against {}", format_duration_s(wall_.front()), format_duration_s(usual)));
        }
    }

    void look_for_outliers() {
        constexpr std::size_t fewest = 10;
        constexpr double share = 0.05;
        constexpr double tolerated = 0.02;
        if (wall_.size() < fewest) {
            return;
        }
        const double reach = far_away(wall_, share);
        std::size_t count = 0;
        double furthest = 0;
        for (std::size_t i = slow_first_ ? 1 : 0; i < wall_.size(); ++i) {
            const double distance = wall_[i] - median_s_;
            count += std::abs(distance) > reach ? 1 : 0;
            furthest = std::abs(distance) > std::abs(furthest) ? distance : furthest;
        }
        if (static_cast<double>(count) > tolerated * static_cast<double>(wall_.size())) {
            add(WarningKind::outliers,
                fmt::format("{}, the furthest {} from the median", runs_of(count, wall_.size()),
                            format_percent(furthest / median_s_, Sign::always)));
        }
    }

    void look_at_waiting() {
        constexpr double least_s = 0.005;
        const double cpu_s = statistics::median(command_.values.at(metric::user_time)) +
                             statistics::median(command_.values.at(metric::system_time));
        if (cpu_s < median_s_ / 2 && median_s_ - cpu_s >= least_s) {
            add(WarningKind::waiting,
                fmt::format("{} of {}", format_duration_s(cpu_s), format_duration_s(median_s_)));
        }
    }

    void look_at_length(std::optional<double> shell_s) {
        constexpr double shortest_s = 1e-3;
        constexpr double large_share = 0.05;
        if (median_s_ < shortest_s) {
            add(WarningKind::too_short, format_duration_s(median_s_));
        }
        if (shell_s && *shell_s >= large_share * median_s_) {
            add(WarningKind::shell_share,
                fmt::format("{} of {}", format_duration_s(*shell_s), format_duration_s(median_s_)));
        }
    }

    [[nodiscard]] std::vector<Warning> take() { return std::move(warnings_); }

  private:
    void add(WarningKind kind, const std::string& detail) { warnings_.push_back({kind, name_, detail}); }

    const std::string& name_;
    const MeasuredCommand& command_;
    const Values& wall_;
    double median_s_;
    bool slow_first_ = false;
    std::vector<Warning> warnings_;
};

}  // namespace

std::vector<Warning> exec_warnings(const std::string& name, const MeasuredCommand& command,
                                   std::optional<double> shell_s) {
    if (command.runs.empty()) {
        return {};
    }
    Observer observer(name, command);
    observer.look_at_ends();
    observer.look_at_first_run();
    observer.look_for_outliers();
    observer.look_at_waiting();
    observer.look_at_length(shell_s);
    return observer.take();
}

}  // namespace ratchet
