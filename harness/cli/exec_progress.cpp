#include "cli/exec_progress.hpp"

#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "report/progress.hpp"

#include <cstdio>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

std::string state(const GroupProgress& now) {
    if (now.warmup) {
        return "warming up";
    }
    const std::string last = now.last_s ? ", " + format_duration_s(*now.last_s) : "";
    return fmt::format("run {} of {}{}", now.done, now.planned, last);
}

}  // namespace

ExecProgress::ExecProgress(const Clock& clock, std::size_t groups, bool quiet)
    : clock_(clock),
      count_(static_cast<int>(groups)),
      redraws_(is_terminal(stderr) && !quiet),
      style_(style_of(stderr)),
      started_ns_(clock.now_ns()) {}

void ExecProgress::run_finished(const GroupProgress& now) {
    constexpr std::int64_t between_ns = 100'000'000;
    const std::int64_t now_ns = clock_.now_ns();
    if (!redraws_ || now_ns - drawn_ns_ < between_ns) {
        return;
    }
    drawn_ns_ = now_ns;
    const int finished = static_cast<int>(finished_s_.size());
    std::optional<double> left_s = now.left_s;
    if (left_s && count_ > finished + 1) {
        // Groups not begun yet are taken to last as long as the finished ones, or as this one.
        const double this_s = static_cast<double>(now_ns - started_ns_) * 1e-9 + *left_s;
        std::vector<double> known = finished_s_;
        known.push_back(this_s);
        *left_s += estimate_time_left_s(known, static_cast<std::size_t>(count_ - finished - 1)).value_or(0);
    }
    const ProgressStep step{finished + 1, count_, now.command->name, state(now), left_s};
    talk("{}", progress_redraw(step, style_));
    std::fflush(stderr);
}

void ExecProgress::group_finished(const std::string& name, const std::string& result) {
    const std::int64_t now_ns = clock_.now_ns();
    const int finished = static_cast<int>(finished_s_.size());
    finished_s_.push_back(static_cast<double>(now_ns - started_ns_) * 1e-9);
    started_ns_ = now_ns;
    const ProgressStep done{
        finished + 1, count_, name, result,
        estimate_time_left_s(finished_s_, static_cast<std::size_t>(count_ - finished - 1))};
    talk("{}{}\n", redraws_ ? progress_clear() : "", progress_line(done, style_));
}

}  // namespace ratchet::cli
