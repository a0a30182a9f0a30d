#include "profile/stack_copier.hpp"

namespace ratchet {

FrameIndex StackCopier::copy(FrameIndex frame) {
    std::optional<FrameIndex>& index = index_[frame];
    if (!index) {
        const Frame& text = from_.frames()[frame];
        index = into_.index_of(text.function, text.module);
    }
    return *index;
}

std::size_t StackCopier::add(std::span<const FrameIndex> frames, std::uint64_t samples) {
    frames_.clear();
    for (const FrameIndex frame : frames) {
        frames_.push_back(copy(frame));
    }
    return into_.add(frames_, samples);
}

}  // namespace ratchet
