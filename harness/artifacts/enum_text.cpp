#include "artifacts/enum_text.hpp"

// Switches without a default, so that the compiler names the enumerator that has no word yet.

namespace ratchet::artifacts {

std::string_view enum_text(Direction value) {
    switch (value) {
        case Direction::lower_is_better:
            return "lower_is_better";
        case Direction::higher_is_better:
            return "higher_is_better";
    }
    return {};
}

std::string_view enum_text(MetricScope value) {
    switch (value) {
        case MetricScope::iteration:
            return "iteration";
        case MetricScope::whole_process:
            return "whole_process";
    }
    return {};
}

std::string_view enum_text(FailureKind value) {
    switch (value) {
        case FailureKind::not_started:
            return "not_started";
        case FailureKind::crashed:
            return "crashed";
        case FailureKind::exit_code:
            return "exit_code";
        case FailureKind::check_failed:
            return "check_failed";
        case FailureKind::timed_out:
            return "timed_out";
        case FailureKind::unreadable_result:
            return "unreadable_result";
    }
    return {};
}

std::string_view enum_text(ScenarioKind value) {
    switch (value) {
        case ScenarioKind::program:
            return "program";
        case ScenarioKind::command:
            return "command";
        case ScenarioKind::google_benchmark:
            return "google_benchmark";
        case ScenarioKind::catch2:
            return "catch2";
    }
    return {};
}

std::string_view enum_text(SessionStatus value) {
    switch (value) {
        case SessionStatus::open:
            return "open";
        case SessionStatus::closed:
            return "closed";
        case SessionStatus::abandoned:
            return "abandoned";
    }
    return {};
}

std::string_view enum_text(ScenarioStatus value) {
    switch (value) {
        case ScenarioStatus::running:
            return "running";
        case ScenarioStatus::finished:
            return "finished";
    }
    return {};
}

std::string_view enum_text(Verdict value) {
    switch (value) {
        case Verdict::failed:
            return "failed";
        case Verdict::regressed:
            return "regressed";
        case Verdict::incomparable:
            return "incomparable";
        case Verdict::inconclusive:
            return "inconclusive";
        case Verdict::no_baseline:
            return "no_baseline";
        case Verdict::unchanged:
            return "unchanged";
        case Verdict::improved:
            return "improved";
        case Verdict::not_run:
            return "not_run";
    }
    return {};
}

std::string_view enum_text(TauSource value) {
    switch (value) {
        case TauSource::same_boot:
            return "same_boot";
        case TauSource::between_boots:
            return "between_boots";
        case TauSource::default_virtual:
            return "default_virtual";
        case TauSource::default_metal:
            return "default_metal";
    }
    return {};
}

std::string_view enum_text(WarningKind value) {
    switch (value) {
        case WarningKind::missing_metric:
            return "missing_metric";
        case WarningKind::truncated_output:
            return "truncated_output";
        case WarningKind::leftover_processes:
            return "leftover_processes";
        case WarningKind::stale_binary:
            return "stale_binary";
        case WarningKind::soft_difference:
            return "soft_difference";
        case WarningKind::host_under_load:
            return "host_under_load";
        case WarningKind::calibration_missing:
            return "calibration_missing";
        case WarningKind::few_runs:
            return "few_runs";
        case WarningKind::baseline_stale:
            return "baseline_stale";
        case WarningKind::tool_missing:
            return "tool_missing";
        case WarningKind::plot_failed:
            return "plot_failed";
        case WarningKind::timer_cost:
            return "timer_cost";
        case WarningKind::trend:
            return "trend";
        case WarningKind::autocorrelation:
            return "autocorrelation";
        case WarningKind::acceptance_ended:
            return "acceptance_ended";
        case WarningKind::baseline_old:
            return "baseline_old";
        case WarningKind::drifted_from_epoch:
            return "drifted_from_epoch";
        case WarningKind::common_shift:
            return "common_shift";
        case WarningKind::not_confirmed:
            return "not_confirmed";
        case WarningKind::not_pinned:
            return "not_pinned";
        case WarningKind::ignored_failures:
            return "ignored_failures";
        case WarningKind::slow_first_run:
            return "slow_first_run";
        case WarningKind::outliers:
            return "outliers";
        case WarningKind::stripped:
            return "stripped";
        case WarningKind::no_unwind_tables:
            return "no_unwind_tables";
        case WarningKind::no_such_function:
            return "no_such_function";
        case WarningKind::never_ready:
            return "never_ready";
        case WarningKind::waiting:
            return "waiting";
        case WarningKind::too_short:
            return "too_short";
        case WarningKind::baseline_profile:
            return "baseline_profile";
        case WarningKind::shell_share:
            return "shell_share";
    }
    return {};
}

std::string_view enum_text(ProfileRung value) {
    switch (value) {
        case ProfileRung::kernel_and_user:
            return "kernel_and_user";
        case ProfileRung::user_only:
            return "user_only";
        case ProfileRung::gperftools:
            return "gperftools";
        case ProfileRung::callgrind:
            return "callgrind";
        case ProfileRung::imported:
            return "imported";
        case ProfileRung::counters:
            return "counters";
    }
    return {};
}

std::string_view enum_text(CommitState value) {
    switch (value) {
        case CommitState::untried:
            return "untried";
        case CommitState::good:
            return "good";
        case CommitState::bad:
            return "bad";
        case CommitState::undecided:
            return "undecided";
        case CommitState::unusable:
            return "unusable";
    }
    return {};
}

std::string_view enum_text(Cause value) {
    switch (value) {
        case Cause::more_work:
            return "more_work";
        case Cause::less_work:
            return "less_work";
        case Cause::layout_or_cache:
            return "layout_or_cache";
        case Cause::layout:
            return "layout";
        case Cause::host:
            return "host";
        case Cause::waiting:
            return "waiting";
    }
    return {};
}

}  // namespace ratchet::artifacts
