#include "registry/build_info.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {

BuildInfo build_info(const std::string& build_type, const std::string& compiler, const std::string& flags) {
    constexpr std::string_view sanitize = "-fsanitize=";
    BuildInfo build{build_type, compiler, flags, {}, {}};
    if (compiler.empty()) {
        return build;
    }
    build.optimised = false;
    const std::string_view all = flags;
    for (std::size_t start = 0; start < all.size();) {
        const std::size_t end = std::min(all.find(' ', start), all.size());
        const std::string_view flag = all.substr(start, end - start);
        start = end + 1;
        if (flag.starts_with("-O")) {
            build.optimised = flag != "-O0";
        } else if (flag.starts_with(sanitize)) {
            build.sanitizers += build.sanitizers.empty() ? "" : ",";
            build.sanitizers += flag.substr(sanitize.size());
        }
    }
    return build;
}

std::string joined_sanitizers(const std::string& one, const std::string& other) {
    std::set<std::string> names;
    std::istringstream list(one + "," + other);
    for (std::string name; std::getline(list, name, ',');) {
        if (!name.empty()) {
            names.insert(name);
        }
    }
    return fmt::format("{}", fmt::join(names, ","));
}

}  // namespace ratchet
