#pragma once

#include "profile/perf_script_line.hpp"
#include "profile/stacks.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// What the text behind an address says, parsed once.
struct KnownFrame {
    std::string_view text;  ///< without an offset; kept by `FrameTexts`
    FrameIndex frame = 0;   ///< of an inlined function: nothing yet
    bool inlined = false;
    bool has_file = false;
};

/// All functions that were seen behind an address, by an open table: nearly every line is one look-up.
class FrameTexts {
  public:
    FrameTexts() : slots_(4096) {}

    /// The position of the function; `make` gives the frame of one that is new. Positions begin at 0 and have
    /// no gaps.
    template <class Make>
    std::uint32_t position(const PerfScriptFunction& function, const Make& make) {
        const std::uint64_t hash = hash_of(function.file, hash_of(function.name, function.size()));
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
            const Slot& slot = slots_[at];
            if (slot.position == 0) {
                return insert(at, hash, function, make);
            }
            if (slot.hash == hash && is_text_of(frames_[slot.position - 1].text, function)) {
                return slot.position - 1;
            }
        }
    }

    [[nodiscard]] const KnownFrame& operator[](std::uint32_t position) const { return frames_[position]; }

  private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t position = 0;  ///< 1 + the position in `frames_`, or 0
    };

    static bool is_text_of(std::string_view text, const PerfScriptFunction& function) {
        return text.size() == function.size() && text.starts_with(function.name) &&
               text.ends_with(function.file);
    }

    static std::uint64_t hash_of(std::string_view text, std::uint64_t hash) {
        constexpr std::uint64_t factor = 0x9e3779b97f4a7c15U;
        std::uint64_t word = 0;
        for (; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
            std::memcpy(&word, text.data(), sizeof word);
            hash = (hash ^ word) * factor;
            hash ^= hash >> 29U;
        }
        word = 0;
        std::memcpy(&word, text.data(), text.size());
        hash = (hash ^ word) * factor;
        return hash ^ (hash >> 32U);
    }

    template <class Make>
    std::uint32_t insert(std::size_t at, std::uint64_t hash, const PerfScriptFunction& function,
                         const Make& make) {
        KnownFrame frame = make();
        frame.text = texts_.emplace_back(std::string(function.name) += function.file);
        frames_.push_back(frame);
        slots_[at] = {hash, static_cast<std::uint32_t>(frames_.size())};
        if (2 * frames_.size() > slots_.size()) {
            grow();
        }
        return static_cast<std::uint32_t>(frames_.size() - 1);
    }

    void grow() {
        std::vector<Slot> old(2 * slots_.size());
        old.swap(slots_);
        const std::size_t mask = slots_.size() - 1;
        for (const Slot& slot : old) {
            if (slot.position != 0) {
                std::size_t at = slot.hash & mask;
                while (slots_[at].position != 0) {
                    at = (at + 1) & mask;
                }
                slots_[at] = slot;
            }
        }
    }

    std::deque<std::string> texts_;  ///< which never moves what it holds
    std::vector<KnownFrame> frames_;
    std::vector<Slot> slots_;
};

}  // namespace ratchet
