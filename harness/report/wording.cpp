#include "report/wording.hpp"

#include "artifacts/enum_text.hpp"

#include <array>

#include <fmt/format.h>

namespace ratchet {
namespace {

struct VerdictLook {
    std::string_view symbol;
    Tone tone;
};

/// In the order of the enumeration, which is also the order of urgency.
constexpr std::array<VerdictLook, 8> verdict_looks{{{"✗", Tone::bad},
                                                    {"▲", Tone::bad},
                                                    {"≠", Tone::doubtful},
                                                    {"?", Tone::doubtful},
                                                    {"○", Tone::doubtful},
                                                    {"✓", Tone::plain},
                                                    {"▼", Tone::good},
                                                    {"·", Tone::faint}}};

const VerdictLook& look(Verdict verdict) {
    return verdict_looks.at(static_cast<std::size_t>(verdict));
}

/// About the values of a command or a metric.
std::string sentence_on_values(const Warning& warning) {
    const std::string& subject = warning.subject;
    const std::string& detail = warning.detail;
    switch (warning.kind) {
        case WarningKind::ignored_failures:
            return fmt::format("{}: {} ended with an exit code other than 0, which was ignored.", subject,
                               detail);
        case WarningKind::slow_first_run:
            return fmt::format(
                "The first run of {} was slow ({}): caches were cold. --warmup 1 leaves it out; to measure "
                "cold "
                "ones, empty them with --prepare.",
                subject, detail);
        case WarningKind::outliers:
            return fmt::format(
                "{} has outliers: {}. Median and bounds withstand them; a quieter host would give closer "
                "ones.",
                subject, detail);
        case WarningKind::trend:
            return fmt::format(
                "{} has a trend: {}. Something had not settled yet, the host or what the program reads; "
                "bounds "
                "take runs as exchangeable.",
                subject, detail);
        case WarningKind::autocorrelation:
            return fmt::format(
                "{} is like the run before: its correlation with that is {}. Something lasts longer than a "
                "run, so "
                "that the bounds are narrower than they should be.",
                subject, detail);
        case WarningKind::never_ready:
            return fmt::format("{} never said that it is ready: {}. It has no startup_time.", subject,
                               detail);
        case WarningKind::waiting:
            return fmt::format(
                "{} used a CPU for only {}: for the rest it waited, for a disk, a network, a timer, another "
                "process, or for a free CPU.",
                subject, detail);
        case WarningKind::no_such_function:
            return fmt::format(
                "No function that ran has a name for {} to match; {}. After a renaming the gate needs the "
                "new "
                "name.",
                subject, detail);
        case WarningKind::too_short:
            return fmt::format(
                "{} takes {}, much of which starts and ends the process; let it do more work in one run.",
                subject, detail);
        case WarningKind::shell_share:
            return fmt::format(
                "Of {} the start of the shell takes {}, which is not taken off; without --shell there is "
                "none.",
                subject, detail);
        default:
            return fmt::format("{}: {}.", subject, detail);
    }
}

/// What is to be known of a comparison with a baseline.
std::string sentence_on_comparison(const Warning& warning) {
    const std::string& subject = warning.subject;
    const std::string& detail = warning.detail;
    switch (warning.kind) {
        case WarningKind::soft_difference:
            return fmt::format(
                "{} differs from the baseline's: {}. The numbers stay comparable; keep it in "
                "mind when they moved.",
                subject, detail);
        case WarningKind::baseline_stale:
            return fmt::format(
                "{} improved beyond the margin: move the baseline, or the gain can be lost "
                "again unnoticed.",
                subject);
        case WarningKind::acceptance_ended:
            return fmt::format(
                "The baseline's level was accepted until {} only ({}): win back what was lost, or accept it "
                "anew.",
                subject, detail);
        case WarningKind::baseline_old:
            return fmt::format(
                "The baseline's newest session is of {}, {} ago: append one that agrees (`ratchet baseline "
                "append`), or record it anew.",
                subject, detail);
        case WarningKind::drifted_from_epoch:
            return fmt::format(
                "{} has drifted by {}, in steps that were each tolerated: find what they add up to, or "
                "accept "
                "the level on purpose (`ratchet baseline update --reason`).",
                subject, detail);
        case WarningKind::not_confirmed:
            return fmt::format("The verdict was not confirmed side by side ({}): {}.", subject, detail);
        case WarningKind::common_shift:
            return fmt::format(
                "The scenarios of suite {} moved together, by about {}: look for one cause (the host, the "
                "compiler, "
                "a library) before you look into each.",
                subject, detail);
        default:
            return sentence_on_values(warning);
    }
}

}  // namespace

std::string_view word(Verdict verdict) {
    return artifacts::enum_text(verdict);
}

std::string_view symbol(Verdict verdict) {
    return look(verdict).symbol;
}

Tone tone(Verdict verdict) {
    return look(verdict).tone;
}

int urgency(Verdict verdict) {
    return static_cast<int>(verdict);
}

bool needs_attention(Verdict verdict) {
    return urgency(verdict) <= urgency(Verdict::inconclusive);
}

std::string_view words(TauSource source) {
    switch (source) {
        case TauSource::same_boot:
            return "from the baseline's rounds in this boot";
        case TauSource::between_boots:
            return "from baseline sessions of several boots";
        case TauSource::default_virtual:
            return "assumed for a virtual machine";
        case TauSource::default_metal:
            return "assumed for bare metal";
    }
    return "of unknown origin";
}

std::string sentence(const Warning& warning) {
    const std::string& subject = warning.subject;
    const std::string& detail = warning.detail;
    switch (warning.kind) {
        case WarningKind::missing_metric:
            return fmt::format("{} has no value {}; statistics are of the others.", subject, detail);
        case WarningKind::truncated_output:
            return fmt::format("{} holds only the first {} bytes that the program wrote.", subject, detail);
        case WarningKind::leftover_processes:
            return fmt::format(
                "{} left child processes behind ({} killed); wait for them "
                "before the program ends, or they disturb the next run.",
                subject, detail);
        case WarningKind::stale_binary:
            return fmt::format(
                "{} is older than {}: what was measured may not be what the sources say. "
                "Build first.",
                subject, detail);
        case WarningKind::host_under_load:
            return fmt::format(
                "Something else kept the host busy ({}: {}); stop it, or expect wider "
                "intervals.",
                subject, detail);
        case WarningKind::calibration_missing:
            return fmt::format(
                "Calibration kernel {} could not be compared: {}. A host that moved would "
                "not be noticed by it.",
                subject, detail);
        case WarningKind::few_runs:
            return fmt::format(
                "{} has {} runs only; a gate needs at least 9 (REPETITIONS 9), so this is a "
                "report, not a judgement.",
                subject, detail);
        case WarningKind::tool_missing:
            return fmt::format("{} was not found: {}.", subject, detail);
        case WarningKind::plot_failed:
            return fmt::format("Plot {} could not be drawn: {}.", subject, detail);
        case WarningKind::timer_cost:
            return fmt::format(
                "The timers of the {} cost {} of the work that they time; time larger pieces, or read their "
                "shares with care.",
                subject, detail);
        case WarningKind::stripped:
            return fmt::format(
                "{} is stripped ({}): its functions go by their addresses in profiles. Profile what was "
                "built "
                "with -g, and strip it afterwards.",
                subject, detail);
        case WarningKind::no_unwind_tables:
            return fmt::format(
                "{} has no unwind tables ({}): stacks break off in it. Build it with "
                "-fasynchronous-unwind-tables.",
                subject, detail);
        case WarningKind::baseline_profile:
            return fmt::format(
                "The stacks beside the baseline are not used ({}: {}): profiles are not compared with it. "
                "Record or promote the baseline again, or restore the file from version control.",
                subject, detail);
        case WarningKind::not_pinned:
            return fmt::format("{} ran without pinned CPUs: {}.", subject, detail);
        default:
            return sentence_on_comparison(warning);
    }
    return fmt::format("{}: {}", subject, detail);
}

std::string counted(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace ratchet
