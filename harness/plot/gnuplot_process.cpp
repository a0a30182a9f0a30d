#include "plot/gnuplot_process.hpp"

#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/spawn_process.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace ratchet {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// Of what gnuplot says of one plot; more is read and forgotten.
constexpr std::size_t most_output = 65536;
/// A gnuplot whose input has ended ends at once; one that does not is killed.
constexpr milliseconds farewell{1000};

void require_plain(const std::string& name, std::string_view also) {
    const bool plain = !name.empty() && std::ranges::all_of(name, [&](char c) {
        return is_alphanumeric(c) || also.find(c) != std::string_view::npos;
    });
    if (!plain) {
        throw Error(ErrorCode::usage,
                    fmt::format("\"{}\" cannot be the name of a plot's file or folder", printable(name)));
    }
}

/// The caller's, without what would make the same script draw something else.
std::map<std::string, std::string> gnuplot_environment() {
    std::map<std::string, std::string> environment = read_environment();
    std::erase_if(environment, [](const auto& variable) {
        const std::string& name = variable.first;
        return name.starts_with("GNU") || name.starts_with("GDFONT") || name.starts_with("FIT_") ||
               name.starts_with("LC_") || name == "LANG" || name == "LANGUAGE";
    });
    environment["LC_ALL"] = "C.UTF-8";
    return environment;
}

/// The last line that says something.
std::string last_line(std::string_view text) {
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    if (end == std::string_view::npos) {
        return "";
    }
    text = text.substr(0, end + 1);
    const std::size_t start = text.find_last_of('\n');
    return printable(start == std::string_view::npos ? text : text.substr(start + 1));
}

bool has_ended(pid_t process) {
    return ::waitpid(process, nullptr, WNOHANG) != 0;
}

}  // namespace

Gnuplot::Gnuplot(std::filesystem::path directory, std::string program, milliseconds time_limit)
    : directory_(std::move(directory)), program_(std::move(program)), time_limit_(time_limit) {}

Gnuplot::~Gnuplot() {
    stop();
}

std::optional<std::string> Gnuplot::start() {
    if (process_ >= 0) {
        return std::nullopt;
    }
    if (missing_) {
        return fmt::format("there is no {}", program_);
    }
    if (starts_ == most_starts) {
        return fmt::format("{} was given up after it had to be started {} times", program_, most_starts);
    }
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return "cannot talk to gnuplot: " + std::generic_category().message(errno);
    }
    channel_ = FileDescriptor(ends[0]);
    const FileDescriptor theirs(ends[1]);
    const int failure = spawn_process({.argv = {program_, "-d"},  // without anybody's own settings
                                       .working_directory = directory_.string(),
                                       .environment = gnuplot_environment(),
                                       .input = theirs.get(),
                                       .output = theirs.get(),
                                       .error_output = theirs.get()},
                                      process_);
    if (failure != 0) {
        process_ = -1;
        missing_ = failure == ENOENT && std::filesystem::is_directory(directory_);
        return fmt::format("cannot start {}: {}", program_, std::generic_category().message(failure));
    }
    ++starts_;
    return std::nullopt;
}

void Gnuplot::stop() {
    channel_.reset();
    if (process_ < 0) {
        return;
    }
    const SteadyClock::time_point deadline = SteadyClock::now() + farewell;
    while (!has_ended(process_)) {
        if (SteadyClock::now() >= deadline) {
            ::kill(-process_, SIGKILL);
            ::waitpid(process_, nullptr, 0);
            break;
        }
        ::poll(nullptr, 0, 2);
    }
    process_ = -1;
}

void Gnuplot::send(const std::string& commands) {
    // Never waits: gnuplot has answered all that was sent before, so there is room unless it is dead. That it
    // is dead shows in the answer, which may still hold why.
    ::send(channel_.get(), commands.data(), commands.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

Gnuplot::Answer Gnuplot::await(const std::string& mark) {
    const SteadyClock::time_point deadline = SteadyClock::now() + time_limit_;
    std::array<char, 4096> buffer{};
    output_.clear();
    while (true) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - SteadyClock::now());
        pollfd waiting{channel_.get(), POLLIN, 0};
        if (left.count() <= 0) {
            return Answer::late;
        }
        if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) {
            continue;  // the deadline, or a signal
        }
        const ssize_t got = ::recv(channel_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
            continue;
        }
        if (got <= 0) {
            return Answer::ended;
        }
        output_.append(buffer.data(), static_cast<std::size_t>(got));
        const std::size_t found = output_.rfind(mark);
        if (found != std::string::npos && output_.find('\n', found) != std::string::npos) {
            return Answer::done;
        }
        if (output_.size() > most_output) {
            output_.erase(0, output_.size() - most_output / 2);
        }
    }
}

std::optional<std::string> Gnuplot::draw(const std::string& folder, const std::string& script) {
    require_plain(folder, "_+-./");
    require_plain(script, "_+-.");
    if (!std::filesystem::is_directory(directory_ / folder)) {
        return fmt::format("there is no folder {}", folder);
    }
    if (std::optional<std::string> failure = start()) {
        return failure;
    }
    std::string back = folder == "." ? "." : "..";
    for (auto rest = std::ranges::count(folder, '/'); rest > 0; --rest) {
        back += "/..";
    }
    const std::string mark = fmt::format("ratchet: plot {}, error ", ++plots_);
    send(
        fmt::format("unset multiplot\nunset output\nreset session\nreset errors\n"
                    "cd '{}'\nload '{}'\ncd '{}'\nprint sprintf('{}%d', GPVAL_ERRNO)\n",
                    folder, script, back, mark));
    const Answer answer = await(mark);
    if (answer == Answer::late) {
        ::kill(-process_, SIGKILL);
    }
    if (answer != Answer::done) {
        stop();
        return answer == Answer::late
                   ? fmt::format("{} did not end within {} s and was killed", program_,
                                 static_cast<double>(time_limit_.count()) / 1000)
                   : fmt::format("{} ended while it was drawing. {}", program_, last_line(output_));
    }
    const std::size_t at = output_.rfind(mark);
    const bool drawn = output_.compare(at + mark.size(), 2, "0\n") == 0;
    return drawn ? std::nullopt : std::optional(last_line(std::string_view(output_).substr(0, at)));
}

}  // namespace ratchet
