#include "profile/gperftools_profile.hpp"

#include "base/error.hpp"

#include <cstring>

namespace ratchet {
namespace {

/// Takes words from the front of a file.
class Words {
  public:
    Words(std::string_view bytes, const std::string& where) : bytes_(bytes), where_(where) {}

    std::uint64_t take() {
        std::uint64_t word = 0;
        if (bytes_.size() < sizeof word) {
            refuse("ends in the middle of its stacks: the program was killed, or still runs");
        }
        std::memcpy(&word, bytes_.data(), sizeof word);
        bytes_.remove_prefix(sizeof word);
        return word;
    }
    [[nodiscard]] std::uint64_t left() const { return bytes_.size() / sizeof(std::uint64_t); }
    [[nodiscard]] std::string_view rest() const { return bytes_; }
    [[noreturn]] void refuse(const char* why) const { throw Error(ErrorCode::artifact, why, where_); }

  private:
    std::string_view bytes_;
    const std::string& where_;
};

/// How long a stack of this format can be; libprofiler stops at 254.
constexpr std::uint64_t deepest = 4096;

double take_header(Words& words) {
    constexpr std::uint64_t header_words = 3;
    constexpr double us_per_s = 1e6;
    const bool begins = words.left() >= 2 + header_words && words.take() == 0 && words.take() == header_words;
    if (!begins || words.take() != 0) {
        words.refuse("is no profile of gperftools, or of a machine with other words");
    }
    const std::uint64_t period_us = words.take();
    words.take();  // padding
    return static_cast<double>(period_us) / us_per_s;
}

}  // namespace

GperftoolsProfile read_gperftools_profile(std::string_view bytes, const std::string& where) {
    Words words(bytes, where);
    GperftoolsProfile profile;
    profile.period_s = take_header(words);
    while (true) {
        GperftoolsProfile::Stack stack;
        stack.samples = words.take();
        const std::uint64_t depth = words.take();
        if (depth == 0 || depth > deepest || depth > words.left()) {
            words.refuse("holds a stack of impossible depth");
        }
        for (std::uint64_t i = 0; i < depth; ++i) {
            stack.addresses.push_back(words.take());
        }
        if (stack.samples == 0 && depth == 1 && stack.addresses.front() == 0) {
            break;  // the trailer
        }
        profile.stacks.push_back(std::move(stack));
    }
    profile.mappings = executable_ranges(words.rest());
    return profile;
}

}  // namespace ratchet
