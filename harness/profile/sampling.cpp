#include "profile/sampling.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string paranoid_text(std::optional<int> paranoid) {
    return paranoid ? fmt::format("kernel.perf_event_paranoid is {}", *paranoid)
                    : "kernel.perf_event_paranoid is not known";
}

/// Debian's 3 and Ubuntu's 4 deny what 2, the kernel's own default, grants.
constexpr int unprivileged_users_may = 2;

std::string why_denied(std::optional<int> paranoid) {
    if (paranoid.value_or(unprivileged_users_may) > unprivileged_users_may) {
        return fmt::format("{}: 'sysctl kernel.perf_event_paranoid=2' allows it, as root",
                           paranoid_text(paranoid));
    }
    return fmt::format(
        "{}, so a seccomp filter or another security module denies it: in a container '--cap-add=PERFMON', "
        "or '--security-opt seccomp=unconfined'",
        paranoid_text(paranoid));
}

}  // namespace

void set_stacks(SamplingOptions& options, const std::string& text) {
    constexpr std::uint32_t kib = 1024;
    options.may_take_more = false;
    options.stacks = text == "fp" ? StackSource::frame_pointers : StackSource::copies;
    if (text == "8" || text == "16" || text == "32" || text == "64") {
        options.stack_bytes = static_cast<std::uint32_t>(std::stoul(text)) * kib;
    } else if (text != "fp") {
        throw Error(ErrorCode::usage,
                    fmt::format("'{}' is none of 8, 16, 32, 64 (KiB of each stack) and fp (frame pointers)",
                                printable(text)),
                    "stacks");
    }
}

std::string why_no_perf_events(SamplingStep step, int error, std::optional<int> paranoid) {
    const std::string reason = std::generic_category().message(error);
    if (step == SamplingStep::map_ring) {
        return fmt::format(
            "the kernel gives no memory for samples ({}): raise kernel.perf_event_mlock_kb or 'ulimit -l'",
            reason);
    }
    switch (error) {
        case EPERM:
        case EACCES:
            return fmt::format("perf_event_open was refused ({}); {}", reason, why_denied(paranoid));
        case ENOSYS:
            return "perf_event_open is unknown here: the kernel was built without perf events, or a sandbox "
                   "hides them";
        case EMFILE:
            return "too many open files: one for each CPU is needed; raise 'ulimit -n'";
        default:
            return fmt::format("perf_event_open failed ({})", reason);
    }
}

std::string why_no_kernel_functions(std::optional<int> paranoid) {
    return fmt::format("the kernel's own functions are not shown to this user; {}: root, or 1, shows them",
                       paranoid_text(paranoid));
}

}  // namespace ratchet
