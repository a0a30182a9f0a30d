#include "cli/terminal.hpp"

#include <cstdlib>

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

}  // namespace ratchet::cli
