#include "profile/perf_script_line.hpp"

#include <algorithm>
#include <cstring>

namespace ratchet {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_hexadecimal(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// Takes the first word off `text`.
std::string_view next_word(std::string_view& text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    std::size_t end = 0;
    while (end < text.size() && !is_blank(text[end])) {
        ++end;
    }
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

bool is_number(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, is_digit);
}

/// "4711.012345:"
bool is_time(std::string_view word) {
    if (word.size() < 2 || word.back() != ':') {
        return false;
    }
    word.remove_suffix(1);
    const std::size_t point = word.find('.');
    return point != std::string_view::npos && is_number(word.substr(0, point)) &&
           is_number(word.substr(point + 1));
}

/// "1234", "1234/1235"; the kernel's own have -1.
bool is_process(std::string_view word) {
    if (word.starts_with('-')) {
        word.remove_prefix(1);
    }
    const std::size_t slash = word.find('/');
    if (slash == std::string_view::npos) {
        return is_number(word);
    }
    std::string_view thread = word.substr(slash + 1);
    if (thread.starts_with('-')) {
        thread.remove_prefix(1);
    }
    return is_number(word.substr(0, slash)) && is_number(thread);
}

/// "[001]"
bool is_cpu(std::string_view word) {
    return word.size() > 2 && word.front() == '[' && word.back() == ']' &&
           is_number(word.substr(1, word.size() - 2));
}

/// Where the name of the process ends and what follows its number, CPU and time begins.
struct Split {
    std::string_view comm;
    std::string_view rest;
};

/// The number of the process is the last one in front of CPU and time; without these the first one.
std::optional<Split> split_sample(std::string_view line) {
    std::optional<Split> first;
    std::optional<Split> last;
    const char* const begin = line.data();
    std::string_view rest = line;
    for (bool is_first = true; !rest.empty(); is_first = false) {
        std::string_view behind = rest;
        const std::string_view word = next_word(behind);
        if (is_time(word) && last) {
            return Split{last->comm, behind};
        }
        if (!is_first && is_process(word)) {
            last = Split{line.substr(0, static_cast<std::size_t>(word.data() - begin)), behind};
            first = first ? first : last;
        } else if (!is_cpu(word)) {
            last.reset();
        } else if (last) {
            last->rest = behind;
        }
        rest = behind;
    }
    return first;
}

}  // namespace

std::optional<PerfScriptSample> parse_perf_script_sample(std::string_view line) {
    const std::optional<Split> split = split_sample(line);
    if (!split) {
        return std::nullopt;
    }
    PerfScriptSample sample;
    sample.comm = without_blanks(split->comm);
    std::string_view rest = split->rest;
    std::string_view word = next_word(rest);
    if (is_cpu(word)) {
        word = next_word(rest);
    }
    if (is_number(word)) {  // the period
        word = next_word(rest);
    }
    if (sample.comm.empty() || word.empty()) {
        return std::nullopt;
    }
    sample.is_other_record = word.starts_with("PERF_RECORD_");
    if (!sample.is_other_record) {
        if (word.size() < 2 || word.back() != ':') {
            return std::nullopt;
        }
        word.remove_suffix(1);
    }
    sample.event = word;
    sample.frame = without_blanks(rest);
    return sample;
}

namespace {

/// Where the " (" before the file is. A path may have one too: that behind a function's offset is the file's.
std::size_t file_begin(std::string_view text) {
    const std::size_t last = text.rfind(" (");
    if (last == std::string_view::npos || text.find(" (") == last) {
        return last;
    }
    constexpr std::string_view offset = "+0x";
    for (std::size_t at = text.find(offset); at != std::string_view::npos; at = text.find(offset, at + 1)) {
        std::size_t end = at + offset.size();
        while (end < text.size() && is_hexadecimal(text[end])) {
            ++end;
        }
        if (end > at + offset.size() && text.substr(end).starts_with(" (")) {
            return end;
        }
    }
    return last;
}

}  // namespace

PerfScriptFrame parse_perf_script_frame(std::string_view text) {
    constexpr std::string_view deleted = " (deleted))";
    PerfScriptFrame frame;
    std::size_t file_end = text.size();
    if (text.ends_with(deleted)) {  // of a file that is gone: "(/tmp/x (deleted))"
        file_end -= deleted.size();
    } else if (text.ends_with(')')) {
        --file_end;
    }
    const std::size_t file =
        file_end < text.size() ? file_begin(text.substr(0, file_end)) : std::string_view::npos;
    if (file != std::string_view::npos) {
        const std::string_view name = text.substr(file + 2, file_end - file - 2);
        frame.has_file = true;
        frame.inlined = name == "inlined";
        frame.module = frame.inlined ? std::string_view() : perf_script_module(name);
        text = without_blanks(text.substr(0, file));
    }
    const std::size_t plus = text.rfind("+0x");
    if (plus != std::string_view::npos && plus > 0 && plus + 3 < text.size() &&
        std::ranges::all_of(text.substr(plus + 3), is_hexadecimal)) {
        text = text.substr(0, plus);
    }
    frame.function = text;
    return frame;
}

PerfScriptFunction perf_script_function(std::string_view text) {
    PerfScriptFunction function{text, text.substr(text.size())};
    const void* const found = text.ends_with(')') ? ::memrchr(text.data(), '(', text.size()) : nullptr;
    if (found != nullptr && found != text.data()) {
        const std::size_t space = static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) - 1;
        if (text[space] == ' ') {
            function = {text.substr(0, space), text.substr(space)};
        }
    }
    std::size_t digits = function.name.size();
    while (digits > 0 && is_hexadecimal(function.name[digits - 1])) {
        --digits;
    }
    if (digits > 3 && digits < function.name.size() && function.name.substr(digits - 3, 3) == "+0x") {
        function.name = function.name.substr(0, digits - 3);
    }
    return function;
}

std::optional<PerfScriptAddress> parse_perf_script_address(std::string_view line) {
    std::size_t begin = 0;
    while (begin < line.size() && is_blank(line[begin])) {
        ++begin;
    }
    PerfScriptAddress parsed;
    std::size_t end = begin;
    for (; end < line.size() && is_hexadecimal(line[end]); ++end) {
        const auto c = static_cast<unsigned char>(line[end]);
        parsed.address = (parsed.address << 4U) | (c <= '9' ? c - '0' : (c | 0x20U) - 'a' + 10U);
    }
    if (end == begin || (end < line.size() && !is_blank(line[end]))) {
        return std::nullopt;
    }
    parsed.rest = without_blanks(line.substr(end));
    return parsed;
}

std::string_view perf_script_module(std::string_view file) {
    if (file == "[unknown]") {
        return {};
    }
    const std::string_view name =
        file.starts_with("//") ? file : file.substr(file.rfind('/') + 1);  // "//anon": no file at all
    if (file.starts_with("[kernel.") || file.starts_with("[guest.kernel.") || name.starts_with("vmlinux") ||
        file == "/proc/kcore") {
        return "[kernel]";
    }
    return name.empty() ? file : name;
}

}  // namespace ratchet
