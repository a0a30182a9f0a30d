#include "profile/address_space.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

namespace ratchet {
namespace {

/// Whole hexadecimal numbers only.
std::optional<std::uint64_t> hexadecimal(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

/// What stands before the next `separator`, which both are taken from `text`.
std::string_view take_until(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return taken;
}

/// "7f00-7f10 r-xp 00001000 fe:00 12   /usr/lib/libc.so.6"
std::optional<MapsLine> parse_maps_line(std::string_view line) {
    const auto begin = hexadecimal(take_until(line, '-'));
    const auto end = hexadecimal(take_until(line, ' '));
    const std::string_view rights = take_until(line, ' ');
    const auto offset = hexadecimal(take_until(line, ' '));
    take_until(line, ' ');  // device
    take_until(line, ' ');  // inode
    if (!begin || !end || !offset || *end <= *begin || rights.find('x') == std::string_view::npos) {
        return std::nullopt;
    }
    const std::size_t path = std::min(line.find_first_not_of(' '), line.size());
    return MapsLine{*begin, *end - *begin, *offset, std::string(line.substr(path))};
}

/// What is left of `old` beside [begin, end).
void keep_beside(const Mapping& old, std::uint64_t begin, std::uint64_t end, std::vector<Mapping>& kept) {
    if (old.end <= begin || old.begin >= end) {
        kept.push_back(old);
        return;
    }
    if (old.begin < begin) {
        kept.push_back({old.begin, begin, old.file_offset, old.file});
    }
    if (old.end > end) {
        kept.push_back({end, old.end, old.file_offset + (end - old.begin), old.file});
    }
}

}  // namespace

void AddressSpaces::map(std::uint32_t process, std::uint64_t begin, std::uint64_t size,
                        std::uint64_t file_offset, const std::string& path) {
    if (size == 0 || size > std::numeric_limits<std::uint64_t>::max() - begin) {
        return;
    }
    const auto [file, is_new] = file_by_path_.try_emplace(path, static_cast<FileIndex>(files_.size()));
    if (is_new) {
        files_.push_back(path);
    }
    const Mapping added{begin, begin + size, file_offset, file->second};
    Process& owner = processes_[process];
    Mappings mappings;
    mappings.reserve(owner.mappings->size() + 2);
    for (const Mapping& old : *owner.mappings) {
        keep_beside(old, added.begin, added.end, mappings);
    }
    mappings.insert(std::ranges::upper_bound(mappings, begin, {}, &Mapping::begin), added);
    owner.mappings = std::make_shared<const Mappings>(std::move(mappings));
}

void AddressSpaces::fork(std::uint32_t process, std::uint32_t parent) {
    if (process == parent) {
        ++processes_[process].threads;
        return;
    }
    const std::shared_ptr<const Mappings> inherited = processes_[parent].mappings;
    processes_[process] = {inherited, 1};
}

void AddressSpaces::exec(std::uint32_t process) {
    processes_[process] = {};
}

void AddressSpaces::exit(std::uint32_t process) {
    const auto found = processes_.find(process);
    if (found != processes_.end() && --found->second.threads <= 0) {
        processes_.erase(found);
    }
}

const Mapping* AddressSpaces::find(std::uint32_t process, std::uint64_t address) const {
    const auto found = processes_.find(process);
    if (found == processes_.end()) {
        return nullptr;
    }
    const Mappings& mappings = *found->second.mappings;
    const auto behind = std::ranges::upper_bound(mappings, address, {}, &Mapping::begin);
    if (behind == mappings.begin() || address >= std::prev(behind)->end) {
        return nullptr;
    }
    return &*std::prev(behind);
}

std::vector<MapsLine> executable_ranges(std::string_view maps) {
    std::vector<MapsLine> ranges;
    while (!maps.empty()) {
        if (auto range = parse_maps_line(take_until(maps, '\n'))) {
            ranges.push_back(std::move(*range));
        }
    }
    return ranges;
}

}  // namespace ratchet
