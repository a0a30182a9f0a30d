#include "reference/build_log.hpp"

#include <sstream>
#include <string_view>

namespace ratchet {
namespace {

bool tells_an_error(std::string_view line) {
    return line.find("error:") != std::string_view::npos || line.starts_with("CMake Error") ||
           line.find("undefined reference to") != std::string_view::npos;
}

}  // namespace

std::string first_error(const std::string& log) {
    constexpr std::size_t most = 200;
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);) {
        if (tells_an_error(line)) {
            return line.substr(0, most);
        }
    }
    return "";
}

}  // namespace ratchet
