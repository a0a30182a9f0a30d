#include "profile/perf_script.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "profile/frame_texts.hpp"
#include "profile/perf_script_line.hpp"
#include "profile/rooted.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Far longer than any line of perf's, templates included; of a text without line ends no more is kept.
constexpr std::size_t longest_line = std::size_t{1} << 20U;
constexpr std::size_t longest_quoted = 80;

}  // namespace

class PerfScriptReader::Lines {
    struct StackedFrame {
        std::uint32_t position = 0;  ///< in `texts_`
        std::uint64_t address = 0;
    };

  public:
    explicit Lines(std::string where) : where_(std::move(where)) {}

    void feed(std::string_view text) {
        while (!text.empty()) {
            const void* const found = std::memchr(text.data(), '\n', text.size());
            const std::size_t size =
                found == nullptr ? text.size()
                                 : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
            const std::string_view piece = text.substr(0, size);
            text.remove_prefix(std::min(text.size(), size + 1));
            if (found == nullptr || !pending_.empty()) {
                keep(piece);
            }
            if (found != nullptr) {
                read_line(pending_.empty() ? piece : std::string_view(pending_));
                pending_.clear();
            }
        }
    }

    TakenProfile finish() {
        if (!pending_.empty()) {
            is_last_ = true;
            read_line(pending_);
        }
        if (open_ && stack_.empty() && any_frame_) {
            fail("is cut off within a sample; the file is not whole: run perf script again");
        }
        end_sample();
        if (profile_.stacks.empty()) {
            throw Error(ErrorCode::artifact,
                        "holds no sample; record with perf record -g and print with perf script", where_);
        }
        if (events_.size() > 1) {
            profile_.why_no_better = printable(
                fmt::format("samples of several events are added up: {}", fmt::join(events_, ", ")));
        }
        profile_.unrooted = unrooted_samples(profile_.stacks, 1);
        return std::move(profile_);
    }

  private:
    [[noreturn]] void fail(const std::string& what) const {
        throw Error(ErrorCode::artifact, fmt::format("line {} {}", line_, what), where_);
    }

    void keep(std::string_view piece) {
        if (pending_.size() + piece.size() > longest_line) {
            ++line_;
            fail("is longer than 1 MiB, which no line of perf script's text is");
        }
        pending_ += piece;
    }

    void read_line(std::string_view line) {
        ++line_;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.empty()) {
            end_sample();
        } else if (line.front() == '\t' || (open_ && line.front() == ' ')) {
            read_frame(line);
        } else if (line.front() != '#') {
            begin_sample(line);
        }
    }

    void begin_sample(std::string_view line) {
        const std::optional<PerfScriptSample> sample = parse_perf_script_sample(line);
        if (!sample) {
            refuse_line(line);
        }
        end_sample();
        if (sample->is_other_record) {
            read_other_record(*sample);
            return;
        }
        if (sample->comm != comm_ || !has_comm_) {
            comm_ = sample->comm;
            comm_frame_ = profile_.stacks.index_of(comm_, {});
            has_comm_ = true;
        }
        if (events_.empty() || sample->event != last_event_) {
            last_event_ = sample->event;
            events_.insert(last_event_);
        }
        open_ = true;
        if (const auto frame = parse_perf_script_address(sample->frame); frame && !frame->rest.empty()) {
            add_frame(*frame);
            end_sample();
        }
    }

    /// "PERF_RECORD_LOST lost 12"
    void read_other_record(const PerfScriptSample& record) {
        constexpr std::string_view lost = "lost ";
        constexpr std::uint64_t most_lost = std::uint64_t{1} << 53U;  // as far as JSON counts exactly
        const std::size_t at = record.frame.rfind(lost);
        if (record.event.starts_with("PERF_RECORD_LOST") && at != std::string_view::npos) {
            const std::string_view digits = record.frame.substr(at + lost.size());
            std::uint64_t count = 0;
            const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
            const bool too_many = fault == std::errc::result_out_of_range;
            profile_.lost = std::min(
                most_lost, profile_.lost.value_or(0) + (too_many ? most_lost : std::min(count, most_lost)));
        }
    }

    void read_frame(std::string_view line) {
        if (!open_) {
            fail("is a frame without a sample: the beginning of the text is missing");
        }
        const std::optional<PerfScriptAddress> frame = parse_perf_script_address(line);
        if (frame) {
            add_frame(*frame);
        } else if (line.front() == '\t') {
            refuse_line(line);
        }  // else the place in the source, "  search.cpp:12", of the frame above
    }

    void add_frame(const PerfScriptAddress& frame) {
        const std::uint32_t position =
            texts_.position(perf_script_function(frame.rest), [&] { return make_frame(frame.rest); });
        if (is_last_ && any_file_ && !texts_[position].has_file) {
            refuse_line(frame.rest);
        }
        any_frame_ = true;
        any_file_ = any_file_ || texts_[position].has_file;
        stack_.push_back({position, frame.address});
    }

    KnownFrame make_frame(std::string_view text) {
        const PerfScriptFrame parsed = parse_perf_script_frame(text);
        KnownFrame known;
        known.inlined = parsed.inlined;
        known.has_file = parsed.has_file;
        known.frame = parsed.inlined ? 0 : profile_.stacks.index_of(parsed.function, parsed.module);
        return known;
    }

    void end_sample() {
        if (!open_) {
            return;
        }
        open_ = false;
        frames_.assign(1, comm_frame_);
        // Innermost first in the text; an inlined function stands in front of the one that it is a part of.
        // perf says the same of a function's other name, whose file is not known then.
        const StackedFrame nobody{};
        const StackedFrame* outer = &nobody;
        for (auto frame = stack_.rbegin(); frame != stack_.rend(); ++frame) {
            const KnownFrame& known = texts_[frame->position];
            if (known.inlined) {
                const bool is_part = outer != &nobody && outer->address == frame->address;
                frames_.push_back(
                    inlined_frame(frame->position, is_part ? texts_[outer->position].frame : comm_frame_));
            } else {
                outer = &*frame;
                frames_.push_back(known.frame);
            }
        }
        stack_.clear();
        try {
            profile_.stacks.add(frames_);
        } catch (const Error& error) {
            fail(error.message());
        }
    }

    /// The frame of an inlined function, in the module of the frame that it is a part of.
    FrameIndex inlined_frame(std::uint32_t position, FrameIndex outer) {
        const std::uint64_t key = (std::uint64_t{position} << 32U) | outer;
        const auto known = inlined_.find(key);
        if (known != inlined_.end()) {
            return known->second;
        }
        const std::string module = profile_.stacks.frames()[outer].module;
        const FrameIndex frame =
            profile_.stacks.index_of(parse_perf_script_frame(texts_[position].text).function, module);
        inlined_.emplace(key, frame);
        return frame;
    }

    [[noreturn]] void refuse_line(std::string_view line) const {
        if (is_last_) {
            fail("is cut off; the file is not whole: run perf script again");
        }
        fail(
            fmt::format("is neither a sample (\"program 1234 4711.012345: cpu-clock:\") nor a frame of one "
                        "(\"<tab>7f2a main+0x4 (/bin/program)\"): {}",
                        printable(line.substr(0, longest_quoted))));
    }

    std::string where_;
    TakenProfile profile_;
    std::size_t line_ = 0;
    std::string pending_;   ///< the beginning of a line whose end is still to come
    bool is_last_ = false;  ///< the line at hand is the last one, and has no end
    bool open_ = false;     ///< within a sample
    bool any_frame_ = false;
    bool any_file_ = false;
    bool has_comm_ = false;
    std::string comm_;
    FrameIndex comm_frame_ = 0;
    std::string last_event_;
    std::set<std::string> events_;
    FrameTexts texts_;
    std::vector<StackedFrame> stack_;  ///< innermost first
    std::vector<FrameIndex> frames_;
    std::unordered_map<std::uint64_t, FrameIndex> inlined_;
};

PerfScriptReader::PerfScriptReader(std::string where) : lines_(std::make_unique<Lines>(std::move(where))) {}
PerfScriptReader::~PerfScriptReader() = default;

void PerfScriptReader::feed(std::string_view text) {
    lines_->feed(text);
}

TakenProfile PerfScriptReader::finish() {
    return lines_->finish();
}

TakenProfile read_perf_script(std::string_view text, const std::string& where) {
    PerfScriptReader reader(where);
    reader.feed(text);
    return reader.finish();
}

bool is_perf_script_sample(std::string_view line) {
    return parse_perf_script_sample(line).has_value();
}

}  // namespace ratchet
