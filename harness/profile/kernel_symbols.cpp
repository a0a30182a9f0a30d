#include "profile/kernel_symbols.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace ratchet {
namespace {

bool is_code(char type) {
    return type == 't' || type == 'T' || type == 'w' || type == 'W';
}

}  // namespace

KernelSymbols::KernelSymbols(std::string text) : text_(std::move(text)) {
    const std::string_view all = text_;
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        const std::string_view line = all.substr(at, end - at);
        std::uint64_t address = 0;
        const auto [rest, error] = std::from_chars(line.data(), line.data() + line.size(), address, 16);
        const auto type_at = static_cast<std::size_t>(rest - line.data()) + 1;
        const std::size_t name_at = type_at + 2;
        if (error == std::errc{} && address != 0 && name_at < line.size() && line[type_at - 1] == ' ' &&
            is_code(line[type_at]) && line[type_at + 1] == ' ') {
            const std::size_t name_end = std::min(line.find_first_of("\t ", name_at), line.size());
            symbols_.push_back({address, static_cast<std::uint32_t>(at + name_at),
                                static_cast<std::uint32_t>(name_end - name_at)});
        }
        at = end + 1;
    }
    std::ranges::stable_sort(symbols_, {}, &Symbol::address);
}

std::string_view KernelSymbols::function(std::uint64_t address) const {
    const auto behind = std::ranges::upper_bound(symbols_, address, {}, &Symbol::address);
    if (behind == symbols_.begin()) {
        return {};
    }
    // Of several names of one function the first.
    const auto first = std::ranges::lower_bound(symbols_, std::prev(behind)->address, {}, &Symbol::address);
    return std::string_view(text_).substr(first->name_at, first->name_size);
}

}  // namespace ratchet
