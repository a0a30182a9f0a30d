#include "exec/program_streams_process.hpp"

#include "artifacts/program_result.hpp"
#include "base/error.hpp"
#include "base/monotonic_clock_linux.hpp"
#include "base/regular_file_disk.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "measure/ready_text.hpp"
#include "measure/run_evidence_disk.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string_view>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace ratchet {
namespace {

constexpr std::size_t widest_problem = 400;  ///< columns of a message that quotes what the program wrote

/// What notes in `ready` when the text is seen; nothing where there is none.
std::function<void(std::string_view)> look_for(const std::string& text, ReadyTold& ready) {
    if (text.empty()) {
        return nullptr;
    }
    return [&ready, sought = ReadyText(text)](std::string_view piece) mutable {
        const std::int64_t now_ns = MonotonicClock().now_ns();
        if (!ready.seen_ns && sought.see(piece)) {
            ready.seen_ns = now_ns;
        }
    };
}

}  // namespace

RealStreams::RealStreams(StreamChoice choice) : choice_(std::move(choice)) {
    if (!choice_.output.empty() && (choice_.tee || choice_.terminal)) {
        throw Error(ErrorCode::usage, "goes together with neither --tee nor --tty", "--output");
    }
    if (!choice_.input.empty() && choice_.terminal) {
        throw Error(ErrorCode::usage, "does not go together with --tty", "--input");
    }
    output_file_ = (scratch_.path() / "out").string();
    error_file_ = (scratch_.path() / "err").string();
}

RealStreams::~RealStreams() = default;

void RealStreams::open(LaunchRequest& request, StreamUse use) {
    const bool measured = use == StreamUse::measured;
    ready_ = {};
    timeline_ = {};
    std::filesystem::remove_all(result_path());  // of the run before; a program may leave anything there
    request.stdin_path = measured ? choice_.input : "";
    if (choice_.tee || choice_.terminal) {
        pump_ = std::make_unique<OutputPump>(
            choice_.terminal ? OutputPump::Kind::terminal : OutputPump::Kind::pipe,
            choice_.tee ? STDERR_FILENO : -1, look_for(request.ready_text, ready_));
        request.stdout_path = request.stderr_path = pump_->path();
        request.stdin_path = choice_.terminal ? pump_->path() : request.stdin_path;
    } else {
        const bool watched = !request.ready_text.empty() && choice_.output.empty();
        request.stdout_path = watched ? output_file_ : measured ? choice_.output : "";
        request.stderr_path = error_file_;
    }
}

std::string RealStreams::close() {
    const std::string last_words =
        pump_ ? std::exchange(pump_, nullptr)->finish() : end_of_regular_file(error_file_, last_words_bytes);
    read_result();
    return last_words;
}

void RealStreams::read_result() {
    try {
        if (const auto text = read_regular_file(result_path(), most_result_bytes)) {
            artifacts::ProgramResult result = artifacts::result_from_json(*text, "result.json");
            ready_.told_ns = result.ready_ns();
            timeline_ = std::move(result.timeline);
        }
    } catch (const Error& error) {
        ready_.problem =
            "its result file cannot be used: " + without_middle(printable(error.what()), widest_problem);
        ready_.is_unreadable = true;
    }
}

}  // namespace ratchet
