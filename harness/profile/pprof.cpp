#include "profile/pprof.hpp"

#include "base/text.hpp"
#include "profile/function_shares.hpp"

#include <cmath>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ratchet {
namespace {

/// One message of Protocol Buffers' wire format. Fields with value 0 are not written: 0 is what is not there.
class ProtoMessage {
  public:
    void number(unsigned field, std::uint64_t value) {
        if (value != 0) {
            varint(field << 3U);
            varint(value);
        }
    }

    void bytes(unsigned field, std::string_view value) {
        varint((field << 3U) | 2U);
        varint(value.size());
        text_ += value;
    }

    void packed(unsigned field, const std::vector<std::uint64_t>& values) {
        ProtoMessage list;
        for (const std::uint64_t value : values) {
            list.varint(value);
        }
        bytes(field, list.text_);
    }

    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    void varint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U) {
            text_ += static_cast<char>((value & 0x7fU) | 0x80U);
        }
        text_ += static_cast<char>(value);
    }

    std::string text_;
};

/// Every text once; the first is empty, as the format wants it.
class StringTable {
  public:
    StringTable() { index(""); }

    std::uint64_t index(const std::string& text) {
        const auto [found, is_new] = positions_.emplace(text, positions_.size());
        if (is_new) {
            texts_.push_back(text);
        }
        return found->second;
    }

    [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

  private:
    std::unordered_map<std::string, std::uint64_t> positions_;
    std::vector<std::string> texts_;
};

class PprofWriter {
  public:
    explicit PprofWriter(const TakenProfile& profile) : profile_(profile) {
        if (profile.frequency_hz && *profile.frequency_hz > 0) {
            period_ns_ = static_cast<std::uint64_t>(std::llround(1e9 / *profile.frequency_hz));
        }
    }

    std::string text(std::optional<std::int64_t> began_unix_ns) {
        value_type(1, profile_.unit, "count");
        if (period_ns_ > 0) {
            value_type(1, "cpu", "nanoseconds");
        }
        samples();
        frames();
        std::uint64_t comment = 0;
        if (!profile_.why_no_better.empty()) {
            comment = strings_.index(printable(profile_.why_no_better));
        }
        if (period_ns_ > 0) {
            value_type(11, "cpu", "nanoseconds");
        }
        for (const std::string& string : strings_.texts()) {
            message_.bytes(6, string);
        }
        message_.number(9, static_cast<std::uint64_t>(began_unix_ns.value_or(0)));
        message_.number(10, static_cast<std::uint64_t>(std::llround(1e9 * profile_.duration_s.value_or(0))));
        message_.number(12, period_ns_);
        message_.number(13, comment);
        return message_.text();
    }

  private:
    void value_type(unsigned field, const std::string& type, const std::string& unit) {
        ProtoMessage value;
        value.number(1, strings_.index(type));
        value.number(2, strings_.index(unit));
        message_.bytes(field, value.text());
    }

    void samples() {
        for (const StackView& stack : profile_.stacks.sorted()) {
            std::vector<std::uint64_t> locations;
            for (auto frame = stack.frames.rbegin(); frame != stack.frames.rend(); ++frame) {
                locations.push_back(*frame + std::uint64_t{1});
            }
            std::vector<std::uint64_t> values{stack.samples};
            if (period_ns_ > 0) {
                values.push_back(stack.samples * period_ns_);
            }
            ProtoMessage sample;
            sample.packed(1, locations);
            sample.packed(2, values);
            message_.bytes(2, sample.text());
        }
    }

    /// The mapping of a module, which is written at its first mention; 0 for an unknown one.
    std::uint64_t mapping(const std::string& module) {
        if (module.empty()) {
            return 0;
        }
        const auto [found, is_new] = mappings_.emplace(module, mappings_.size() + 1);
        if (is_new) {
            ProtoMessage mapping;
            mapping.number(1, found->second);
            mapping.number(5, strings_.index(printable(module)));
            mapping.number(7, 1);  // has_functions: nothing is left for the viewer to look up
            message_.bytes(3, mapping.text());
        }
        return found->second;
    }

    void frames() {
        const std::vector<Frame>& frames = profile_.stacks.frames();
        for (std::size_t i = 0; i < frames.size(); ++i) {
            const std::string name = shown_function(frames[i]);
            ProtoMessage line;
            line.number(1, i + 1);
            ProtoMessage location;
            location.number(1, i + 1);
            location.number(2, mapping(frames[i].module));
            location.bytes(4, line.text());
            message_.bytes(4, location.text());
            ProtoMessage function;
            function.number(1, i + 1);
            function.number(2, strings_.index(name));
            function.number(3, strings_.index(name));
            function.number(4, strings_.index(printable(frames[i].module)));
            message_.bytes(5, function.text());
        }
    }

    const TakenProfile& profile_;
    std::uint64_t period_ns_ = 0;
    StringTable strings_;
    std::unordered_map<std::string, std::uint64_t> mappings_;
    ProtoMessage message_;
};

}  // namespace

std::string write_pprof(const TakenProfile& profile, std::optional<std::int64_t> began_unix_ns) {
    return PprofWriter(profile).text(began_unix_ns);
}

}  // namespace ratchet
