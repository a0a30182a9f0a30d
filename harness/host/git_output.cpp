#include "host/git_output.hpp"

#include <algorithm>
#include <array>

namespace ratchet {

std::vector<std::string_view> nul_separated(std::string_view text) {
    std::vector<std::string_view> entries;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\0'), text.size());
        if (end > 0) {
            entries.push_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return entries;
}

std::vector<std::string_view> changed_paths(std::string_view status) {
    constexpr std::size_t codes = 3;  // "XY "
    std::vector<std::string_view> paths = nul_separated(status);
    for (std::string_view& entry : paths) {
        if (entry.size() > codes && entry[2] == ' ') {
            entry.remove_prefix(codes);
        }
    }
    return paths;
}

bool may_be_built(std::string_view path) {
    constexpr std::array<std::string_view, 3> documentation = {".md", ".rst", ".adoc"};
    const std::string_view name = path.substr(path.rfind('/') + 1);
    return !name.starts_with('.') && std::none_of(documentation.begin(), documentation.end(),
                                                  [name](auto ending) { return name.ends_with(ending); });
}

}  // namespace ratchet
