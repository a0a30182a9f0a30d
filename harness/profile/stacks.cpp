#include "profile/stacks.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::uint64_t most_samples = std::uint64_t{1} << 53U;

/// FNV-1a over whole indices, mixed once more so that the low bits depend on all of them.
std::uint64_t hash_of(std::span<const FrameIndex> frames) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const FrameIndex frame : frames) {
        hash = (hash ^ frame) * 0x100000001b3U;
    }
    return hash ^ (hash >> 29U);
}

}  // namespace

FrameIndex Stacks::index_of(std::string_view function, std::string_view module) {
    text_.assign(module);
    text_ += '\0';
    text_ += function;
    const auto known = frame_by_text_.find(std::string_view(text_));
    if (known != frame_by_text_.end()) {
        return known->second;
    }
    const auto index = static_cast<FrameIndex>(frames_.size());
    frames_.push_back({std::string(function), std::string(module)});
    frame_by_text_.emplace(text_, index);
    return index;
}

std::size_t Stacks::add(std::span<const FrameIndex> frames, std::uint64_t samples) {
    if (frames.empty() || samples == 0) {
        return entries_.size();
    }
    if (const FrameIndex highest = std::ranges::max(frames); highest >= frames_.size()) {
        throw Error(ErrorCode::usage, fmt::format("a stack names frame {} of {}", highest, frames_.size()));
    }
    if (samples > most_samples - samples_) {
        throw Error(ErrorCode::artifact, "the stacks hold more samples than can be counted exactly (2^53)");
    }
    samples_ += samples;
    if (2 * (entries_.size() + 1) > slots_.size()) {
        grow_slots();
    }
    const std::uint64_t hash = hash_of(frames);
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
        Entry& entry = entries_[slots_[slot] - 1];
        if (entry.hash == hash && entry.length == frames.size() &&
            std::equal(frames.begin(), frames.end(),
                       arena_.begin() + static_cast<std::ptrdiff_t>(entry.begin))) {
            entry.samples += samples;
            return slots_[slot] - 1;
        }
    }
    slots_[slot] = static_cast<std::uint32_t>(entries_.size() + 1);
    entries_.push_back({hash, arena_.size(), static_cast<std::uint32_t>(frames.size()), samples});
    arena_.insert(arena_.end(), frames.begin(), frames.end());
    return entries_.size() - 1;
}

StackView Stacks::operator[](std::size_t position) const {
    const Entry& entry = entries_[position];
    return {std::span(arena_).subspan(entry.begin, entry.length), entry.samples};
}

std::vector<StackView> Stacks::sorted() const {
    std::vector<FrameIndex> by_text(frames_.size());
    std::iota(by_text.begin(), by_text.end(), FrameIndex{0});
    std::ranges::sort(by_text, [&](FrameIndex a, FrameIndex b) { return frames_[a] < frames_[b]; });
    std::vector<std::uint32_t> rank(frames_.size());
    for (std::size_t i = 0; i < by_text.size(); ++i) {
        rank[by_text[i]] = static_cast<std::uint32_t>(i);
    }
    std::vector<StackView> all;
    all.reserve(size());
    for (std::size_t i = 0; i < size(); ++i) {
        all.push_back((*this)[i]);
    }
    std::ranges::sort(all, [&](const StackView& a, const StackView& b) {
        return std::ranges::lexicographical_compare(
            a.frames, b.frames, [&](FrameIndex x, FrameIndex y) { return rank[x] < rank[y]; });
    });
    return all;
}

void Stacks::grow_slots() {
    slots_.assign(std::max<std::size_t>(64, 2 * slots_.size()), 0);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        std::size_t slot = entries_[i].hash & mask;
        while (slots_[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots_[slot] = static_cast<std::uint32_t>(i + 1);
    }
}

}  // namespace ratchet
