#include "profile/folded.hpp"

#include "base/error.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr char module_end = '`';
constexpr std::string_view unknown_function = "[unknown]";

bool is_control(char32_t character) {
    return character < 0x20 || (character >= 0x7f && character < 0xa0);
}

void append_replaced(std::string& line, std::string_view name) {
    while (!name.empty()) {
        const CodePoint point = decode_utf8(name);
        const std::string_view bytes = name.substr(0, point.size);
        if (!point.valid) {
            line += '?';
        } else if (is_control(point.value)) {
            line += ' ';
        } else if (bytes == ";") {
            line += ':';
        } else if (bytes.front() == module_end) {
            line += '\'';
        } else {
            line += bytes;
        }
        name.remove_prefix(point.size);
    }
}

FrameIndex read_frame(Stacks& stacks, std::string_view text) {
    const std::size_t end = text.find(module_end);
    return end == std::string_view::npos ? stacks.index_of(text, {})
                                         : stacks.index_of(text.substr(end + 1), text.substr(0, end));
}

[[noreturn]] void refuse(const std::string& what, std::size_t line, const std::string& where) {
    throw Error(ErrorCode::artifact,
                fmt::format("line {} {}; a folded stack is \"outer;inner;innermost count\"", line, what),
                where);
}

std::uint64_t read_count(std::string_view text, std::size_t line, const std::string& where) {
    std::uint64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size() || count == 0) {
        refuse("has no positive whole number of samples behind its last space", line, where);
    }
    return count;
}

}  // namespace

std::string folded_frame(const Frame& frame) {
    std::string text;
    if (!frame.module.empty()) {
        append_replaced(text, frame.module);
        text += module_end;
    }
    append_replaced(text, frame.function.empty() ? unknown_function : std::string_view(frame.function));
    return text;
}

std::string write_folded(const Stacks& stacks) {
    std::vector<std::string> names;
    names.reserve(stacks.frames().size());
    for (const Frame& frame : stacks.frames()) {
        names.push_back(folded_frame(frame));
    }
    std::string text;
    for (const StackView& stack : stacks.sorted()) {
        for (std::size_t i = 0; i < stack.frames.size(); ++i) {
            text += i == 0 ? "" : ";";
            text += names[stack.frames[i]];
        }
        fmt::format_to(std::back_inserter(text), " {}\n", stack.samples);
    }
    return text;
}

Stacks read_folded(std::string_view text, const std::string& where) {
    Stacks stacks;
    std::vector<FrameIndex> frames;
    for (std::size_t line_number = 1; !text.empty(); ++line_number) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.empty()) {
            continue;
        }
        const std::size_t space = line.rfind(' ');
        if (space == std::string_view::npos) {
            refuse("has no number of samples", line_number, where);
        }
        const std::uint64_t count = read_count(line.substr(space + 1), line_number, where);
        std::string_view path = line.substr(0, space);
        frames.clear();
        while (true) {
            const std::string_view frame = path.substr(0, path.find(';'));
            if (frame.empty() || frame.ends_with(module_end)) {
                refuse("has a frame without a name", line_number, where);
            }
            frames.push_back(read_frame(stacks, frame));
            if (frame.size() == path.size()) {
                break;
            }
            path.remove_prefix(frame.size() + 1);
        }
        try {
            stacks.add(frames, count);
        } catch (const Error& error) {
            throw Error(error.code(), fmt::format("line {}: {}", line_number, error.message()), where);
        }
    }
    return stacks;
}

}  // namespace ratchet
