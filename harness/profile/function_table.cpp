#include "profile/function_table.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>

namespace ratchet {
namespace {

template <class T>
T value_at(std::string_view bytes, std::size_t offset) {
    T value{};
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

}  // namespace

std::vector<std::uint64_t> function_table(std::string_view section, std::uint64_t address) {
    // Linux Standard Base, 10.6.2: version, encodings of the pointer to .eh_frame, of the count (4 bytes,
    // unsigned) and of the table (4 bytes, signed, from the section's address), then these.
    constexpr std::string_view usual("\x01\x1b\x03\x3b", 4);
    constexpr std::size_t header = 12;
    constexpr std::size_t entry = 8;
    if (section.size() < header || !section.starts_with(usual)) {
        return {};
    }
    const std::size_t count = value_at<std::uint32_t>(section, 8);
    if (count > (section.size() - header) / entry) {
        return {};
    }
    std::vector<std::uint64_t> beginnings;
    beginnings.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto distance = value_at<std::int32_t>(section, header + i * entry);
        beginnings.push_back(address + static_cast<std::uint64_t>(std::int64_t{distance}));
    }
    std::ranges::sort(beginnings);
    return beginnings;
}

std::optional<std::uint64_t> begin_of_function(const std::vector<std::uint64_t>& table,
                                               std::uint64_t address) {
    const auto behind = std::ranges::upper_bound(table, address);
    return behind == table.begin() ? std::nullopt : std::optional(*std::prev(behind));
}

}  // namespace ratchet
