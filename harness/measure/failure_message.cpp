#include "measure/failure_message.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <csignal>
#include <cstring>
#include <string>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string last_words(std::string_view error_output) {
    const std::size_t end = error_output.find_last_not_of(" \t\r\n");
    if (end == std::string_view::npos) {
        return "";
    }
    error_output = error_output.substr(0, end + 1);
    const std::size_t line_end = error_output.rfind('\n');
    if (line_end != std::string_view::npos) {
        error_output.remove_prefix(line_end + 1);
    }
    constexpr std::size_t widest = 200;
    return "; it said last: " + without_middle(printable(error_output), widest);
}

std::string describe_signal(int number) {
    const char* const name = sigabbrev_np(number);
    if (name == nullptr) {
        return fmt::format("signal {}", number);
    }
    const char* const advice =
        number == SIGKILL ? "; when memory runs out the kernel does that and its log says so" : "";
    return fmt::format("SIG{} ({}){}", name, sigdescr_np(number), advice);
}

}  // namespace

std::optional<Failure> process_failure(const LaunchResult& launch, double limit_s,
                                       std::string_view error_output) {
    if (launch.start_error) {
        return Failure{FailureKind::not_started, *launch.start_error};
    }
    const std::string words = last_words(error_output);
    if (launch.timed_out) {
        return Failure{
            FailureKind::timed_out,
            fmt::format("did not end within {} and was killed; make it shorter or raise its TIMEOUT{}",
                        format_duration_s(limit_s), words)};
    }
    if (launch.signal) {
        return Failure{FailureKind::crashed,
                       fmt::format("killed by {}{}", describe_signal(*launch.signal), words)};
    }
    if (launch.exit_code != 0) {
        return Failure{FailureKind::exit_code,
                       fmt::format("ended with exit code {}{}", launch.exit_code.value_or(-1), words)};
    }
    return std::nullopt;
}

}  // namespace ratchet
