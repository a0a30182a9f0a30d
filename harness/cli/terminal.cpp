#include "cli/terminal.hpp"

#include "base/text.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace ratchet::cli {

bool is_terminal(std::FILE* stream) {
    return isatty(fileno(stream)) == 1;
}

TextStyle style_of(std::FILE* stream) {
    constexpr int log_columns = 120;
    TextStyle style{.columns = log_columns, .colour = false};
    if (!is_terminal(stream)) {
        return style;
    }
    winsize size{};
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        style.columns = size.ws_col;
    }
    const char* no_colour = std::getenv("NO_COLOR");
    style.colour = no_colour == nullptr || *no_colour == '\0';
    return style;
}

void open_standard_streams() {
    // What is opened gets the lowest number that is free. Not for writing on standard output, so that a write
    // fails and is noticed.
    for (const auto& [stream, flags] : {std::pair{STDIN_FILENO, O_RDONLY}, std::pair{STDOUT_FILENO, O_RDONLY},
                                        std::pair{STDERR_FILENO, O_WRONLY}}) {
        if (fcntl(stream, F_GETFD) < 0) {
            open("/dev/null", flags);
        }
    }
}

std::error_code flush_output() {
    const bool failed_before = std::ferror(stdout) != 0;
    if (std::fflush(stdout) != 0) {
        return {errno, std::generic_category()};
    }
    return failed_before ? std::make_error_code(std::errc::io_error) : std::error_code();
}

void tell(const std::string& sentence) {
    talk("ratchet: {}\n", printable(sentence));
}

}  // namespace ratchet::cli
