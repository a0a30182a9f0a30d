#include "exec/program_streams_process.hpp"

#include "base/error.hpp"
#include "base/regular_file_disk.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace ratchet {
namespace {

std::string end_of(const std::string& path) {
    constexpr std::uint64_t enough = 4096;
    const std::optional<RegularFile> file = RegularFile::open(path);
    return file ? file->read_at(file->size() - std::min(file->size(), enough), enough) : "";
}

}  // namespace

RealStreams::RealStreams(StreamChoice choice) : choice_(std::move(choice)) {
    if (!choice_.output.empty() && (choice_.tee || choice_.terminal)) {
        throw Error(ErrorCode::usage, "goes together with neither --tee nor --tty", "--output");
    }
    if (!choice_.input.empty() && choice_.terminal) {
        throw Error(ErrorCode::usage, "does not go together with --tty", "--input");
    }
    error_file_ = (scratch_.path() / "err").string();
}

RealStreams::~RealStreams() = default;

void RealStreams::open(LaunchRequest& request, StreamUse use) {
    const bool measured = use == StreamUse::measured;
    request.stdin_path = measured ? choice_.input : "";
    if (choice_.tee || choice_.terminal) {
        pump_ = std::make_unique<OutputPump>(
            choice_.terminal ? OutputPump::Kind::terminal : OutputPump::Kind::pipe,
            choice_.tee ? STDERR_FILENO : -1);
        request.stdout_path = request.stderr_path = pump_->path();
        request.stdin_path = choice_.terminal ? pump_->path() : request.stdin_path;
    } else {
        request.stdout_path = measured ? choice_.output : "";
        request.stderr_path = error_file_;
    }
}

std::string RealStreams::close() {
    if (pump_) {
        return std::exchange(pump_, nullptr)->finish();
    }
    return end_of(error_file_);
}

}  // namespace ratchet
