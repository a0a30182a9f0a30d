#pragma once

#include "profile/address_space.hpp"
#include "profile/code_file_linux.hpp"
#include "profile/frame_rules.hpp"
#include "profile/kernel_symbols.hpp"
#include "profile/perf_records.hpp"
#include "profile/taken_profile.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace ratchet {

/// Makes stacks of functions out of samples, as they come. What it keeps is bounded by the code that was
/// seen, not by the samples: each address is looked up in its file once, whatever the number of processes.
class Unwinder {
  public:
    Unwinder();

    /// Keeps the times of so many samples, the first ones; none unless it is asked to.
    void keep_times(std::size_t most) { most_timed_ = most; }

    /// Takes the next record in the order of time, which is when it was made, in ns of the monotonic clock.
    void take(const PerfRecord& record, std::int64_t at_ns);

    /// Adds a stack of `process` from somebody else: addresses, innermost first; all but the first are behind
    /// calls.
    void add_stack(std::uint32_t process, std::span<const std::uint64_t> addresses, std::uint64_t samples);

    /// What `process` has mapped, for those who know it from elsewhere.
    AddressSpaces& spaces() { return spaces_; }

    /// Samples so far, those that were lost not among them.
    [[nodiscard]] std::uint64_t samples() const { return result_.stacks.samples(); }

    /// Stacks and counts; everything else is the caller's. This object is of no use afterwards.
    TakenProfile finish();

  private:
    struct CodeAddress {
        std::optional<FrameIndex> frame;  ///< absent: not asked for yet
        bool rules_sought = false;
        const FrameRules* rules = nullptr;
    };
    struct File {
        bool opened = false;
        std::string module;
        std::unique_ptr<CodeFile> code;                        ///< null: not readable
        std::unordered_map<std::uint64_t, CodeAddress> known;  ///< by offset in the file
    };
    /// An address, and the file that it lies in.
    struct Place {
        File* file = nullptr;
        std::uint64_t offset = 0;
    };

    void add_sample(const PerfSample& sample, std::int64_t at_ns);
    StackEnd add_copied_frames(const PerfSample& sample);
    bool add_followed_frames(std::uint32_t process, std::span<const std::uint64_t> addresses);
    void add_kernel_frames(const std::vector<std::uint64_t>& chain);
    std::size_t conclude(StackEnd end, std::uint64_t samples);

    std::optional<Place> place_of(std::uint32_t process, std::uint64_t address);
    FrameIndex frame_at(std::uint32_t process, std::uint64_t address);
    FrameIndex name_frame(const Place& place);
    const FrameRules* rules_at(std::uint32_t process, std::uint64_t address);
    [[nodiscard]] bool begins_a_stack(FrameIndex frame) const;

    AddressSpaces spaces_;
    std::deque<File> files_;  ///< by `FileIndex`
    std::deque<FrameRules> rules_;
    std::optional<KernelSymbols> kernel_;  ///< read when the first of its functions is seen
    std::unordered_map<std::uint64_t, FrameIndex> kernel_frames_;
    std::vector<FrameIndex> stack_;  ///< that is being made, innermost first
    std::vector<UnwoundFrame> unwound_;
    std::size_t most_timed_ = 0;
    TakenProfile result_;
};

}  // namespace ratchet
