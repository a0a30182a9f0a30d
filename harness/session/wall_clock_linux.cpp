#include "session/wall_clock_linux.hpp"

#include <array>
#include <ctime>

namespace ratchet {

std::string utc_now() {
    const std::time_t now = std::time(nullptr);
    std::tm broken_down{};
    gmtime_r(&now, &broken_down);
    std::array<char, sizeof "0000-00-00T00:00:00Z"> text{};
    std::strftime(text.data(), text.size(), "%FT%TZ", &broken_down);
    return text.data();
}

}  // namespace ratchet
