#include "profile/callgrind_graph.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t longest_quoted_line = 80;
/// As far as stacks count exactly.
constexpr std::uint64_t most_instructions = std::uint64_t{1} << 53U;

/// Names that are written in full once, "(3) main", and as "(3)" from then on.
class CompressedNames {
  public:
    /// What `text` stands for; nothing where it refers to a number without a name.
    std::optional<std::string> name(std::string_view text) {
        if (!text.starts_with('(')) {
            return std::string(text);
        }
        const std::size_t end = text.find(')');
        const std::string_view digits = text.substr(1, end == std::string_view::npos ? end : end - 1);
        std::uint64_t number = 0;
        const auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (end == std::string_view::npos || error != std::errc{} || last != digits.data() + digits.size()) {
            return std::string(text);  // "(below main)" in full
        }
        std::string_view name = text.substr(end + 1);
        if (name.starts_with(' ')) {
            name.remove_prefix(1);
            return names_[number] = std::string(name);
        }
        const auto known = names_.find(number);
        return known == names_.end() ? std::nullopt : std::optional(known->second);
    }

  private:
    std::unordered_map<std::uint64_t, std::string> names_;
};

/// A file's name without its directories; callgrind writes "???" for an unknown one.
std::string object_module(const std::string& object) {
    return object == "???" ? "" : object.substr(object.rfind('/') + 1);
}

class CallgrindLines {
  public:
    CallgrindLines(std::string_view text, const std::string& where) : text_(text), where_(where) {}

    CallgrindGraph read() {
        while (!text_.empty()) {
            ++line_;
            std::string_view line = text_.substr(0, text_.find('\n'));
            text_.remove_prefix(std::min(text_.size(), line.size() + 1));
            if (line.ends_with('\r')) {
                line.remove_suffix(1);
            }
            read_line(line);
        }
        if (!instructions_) {
            throw Error(ErrorCode::artifact, "is no file of callgrind's: it has no line \"events: Ir\"",
                        where_);
        }
        if (call_ || (!graph_.creator.empty() && !ended_)) {
            throw Error(
                ErrorCode::artifact,
                fmt::format("is cut off behind line {}: it has no totals at its end; run callgrind again, "
                            "or wait for its end",
                            line_),
                where_);
        }
        require_totals();
        for (std::size_t i = 0; i < graph_.functions.size(); ++i) {
            for (const auto& [callee, call] : calls_[i]) {
                graph_.functions[i].calls.push_back({callee, call.cost, call.calls});
            }
        }
        return std::move(graph_);
    }

  private:
    [[noreturn]] void fail(const std::string& what) const {
        throw Error(ErrorCode::artifact, fmt::format("line {} {}", line_, what), where_);
    }

    void read_line(std::string_view line) {
        if (line.empty() || line.front() == '#') {
            return;
        }
        const char first = line.front();
        if ((first >= '0' && first <= '9') || first == '+' || first == '-' || first == '*') {
            read_costs(line);
            return;
        }
        const std::size_t sign = line.find_first_of("=:");
        if (sign == std::string_view::npos) {
            refuse(line);
        }
        const std::string_view key = line.substr(0, sign);
        std::string_view value = line.substr(sign + 1);
        if (line[sign] == ':') {
            while (value.starts_with(' ')) {
                value.remove_prefix(1);
            }
            read_header(key, value);
        } else {
            read_specification(line, key, value);
        }
    }

    void read_header(std::string_view key, std::string_view value) {
        if (key == "creator") {
            graph_.creator = std::string(value);
        } else if (key == "positions") {
            position_columns_ = 1 + static_cast<std::size_t>(std::ranges::count(value, ' '));
        } else if (key == "events") {
            read_events(value);
        } else if (key == "part" || key == "thread") {
            ended_ = false;
        } else if (key == "totals") {
            ended_ = true;
            add_total(value);
        }
    }

    void add_total(std::string_view value) {
        for (std::size_t column = 0; !value.empty(); ++column) {
            const std::string_view field = next_field(value);
            if (column == instructions_) {
                std::uint64_t sum = total_.value_or(0);
                add(sum, number(field));
                total_ = sum;
            }
        }
    }

    /// Each part, and each thread of it, tells its own.
    void require_totals() const {
        std::uint64_t counted = 0;
        for (const CallgrindFunction& function : graph_.functions) {
            counted += function.self;
        }
        if (!graph_.creator.empty() && total_ != counted) {
            throw Error(
                ErrorCode::artifact,
                fmt::format("its functions add up to {} instructions, its totals to {}: it is damaged, or "
                            "not whole; run callgrind again",
                            counted, total_.value_or(0)),
                where_);
        }
    }

    void read_events(std::string_view value) {
        instructions_.reset();
        for (std::size_t column = 0; !value.empty(); ++column) {
            const std::string_view event = next_field(value);
            if (event == "Ir") {
                instructions_ = column;
            }
        }
        if (!instructions_) {
            fail("counts other events than instructions (Ir)");
        }
    }

    void read_specification(std::string_view line, std::string_view key, std::string_view value) {
        if (key == "fn") {
            caller_ = function(named(functions_, value, line), object_);
        } else if (key == "ob") {
            object_ = object_module(named(objects_, value, line));
        } else if (key == "cob") {
            called_object_ = object_module(named(objects_, value, line));
        } else if (key == "cfn") {
            callee_ = function(named(functions_, value, line), called_object_.value_or(object_));
        } else if (key == "calls") {
            begin_call(value);
        } else if (key == "jump" || key == "jcnd") {
            skips_costs_ = true;
        } else if (key != "fl" && key != "fi" && key != "fe" && key != "cfi" && key != "cfl" &&
                   key != "cfni") {
            refuse(line);
        }
    }

    void begin_call(std::string_view value) {
        if (!caller_ || !callee_) {
            fail("is a call outside of a function, or of none (fn=, cfn=)");
        }
        call_ = number(next_field(value));
        called_object_.reset();
    }

    /// "+3 * 17": positions, and what was counted there.
    void read_costs(std::string_view line) {
        if (std::exchange(skips_costs_, false)) {
            return;
        }
        std::string_view rest = line;
        for (std::size_t i = 0; i < position_columns_; ++i) {
            if (!is_position(next_field(rest))) {
                refuse(line);
            }
        }
        if (!instructions_) {
            fail("has costs before the line \"events:\"");
        }
        std::uint64_t cost = 0;
        for (std::size_t column = 0; !rest.empty(); ++column) {
            const std::string_view field = next_field(rest);
            if (column == *instructions_ && !field.empty()) {
                cost = number(field);
            }
        }
        count(cost);
    }

    void count(std::uint64_t cost) {
        if (!caller_) {
            fail("has costs outside of a function (fn=)");
        }
        if (!call_) {
            add(graph_.functions[*caller_].self, cost);
            return;
        }
        CallgrindCall& call = calls_[*caller_][*callee_];
        add(call.cost, cost);
        add(call.calls, *call_);
        call_.reset();
        callee_.reset();
    }

    void add(std::uint64_t& sum, std::uint64_t more) const {
        if (more > most_instructions || sum > most_instructions - more) {
            fail("makes a sum larger than can be counted exactly (2^53)");
        }
        sum += more;
    }

    /// The position of a function, which is made at its first mention.
    std::size_t function(const std::string& name, const std::string& module) {
        const auto [found, is_new] =
            positions_.emplace(fmt::format("{}{}{}", module, '\0', name), graph_.functions.size());
        if (is_new) {
            graph_.functions.push_back({{name, module}, 0, {}});
            calls_.emplace_back();
        }
        return found->second;
    }

    std::string named(CompressedNames& names, std::string_view value, std::string_view line) const {
        std::optional<std::string> name = names.name(value);
        if (!name) {
            fail(fmt::format("refers to a name that was never given: {}",
                             printable(line.substr(0, longest_quoted_line))));
        }
        return *std::move(name);
    }

    static std::string_view next_field(std::string_view& rest) {
        const std::string_view field = rest.substr(0, rest.find(' '));
        rest.remove_prefix(field.size());
        while (rest.starts_with(' ')) {
            rest.remove_prefix(1);
        }
        return field;
    }

    [[nodiscard]] std::uint64_t number(std::string_view field) const {
        const bool hexadecimal = field.starts_with("0x");
        const std::string_view digits = field.substr(hexadecimal ? 2 : 0);
        std::uint64_t value = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
        if (error != std::errc{} || end != digits.data() + digits.size()) {
            fail(fmt::format("has \"{}\" where a number belongs",
                             printable(field.substr(0, longest_quoted_line))));
        }
        return value;
    }

    /// "16", "0x4011", "+3", "-0x3", "*". What it is relative to does not matter: no costs are told by line.
    static bool is_position(std::string_view field) {
        if (field == "*") {
            return true;
        }
        if (field.starts_with('+') || field.starts_with('-')) {
            field.remove_prefix(1);
        }
        const bool hexadecimal = field.starts_with("0x");
        if (hexadecimal) {
            field.remove_prefix(2);
        }
        return !field.empty() && std::ranges::all_of(field, [hexadecimal](char c) {
            return (c >= '0' && c <= '9') || (hexadecimal && c >= 'a' && c <= 'f');
        });
    }

    [[noreturn]] void refuse(std::string_view line) const {
        if (text_.empty()) {
            fail("is cut off: the file is not whole; run callgrind again, or wait for its end");
        }
        fail(fmt::format("is none of callgrind's: {}", printable(line.substr(0, longest_quoted_line))));
    }

    std::string_view text_;               ///< what is still to be read
    std::optional<std::uint64_t> total_;  ///< that the text tells, of all parts
    const std::string& where_;
    std::size_t line_ = 0;
    CallgrindGraph graph_;
    std::unordered_map<std::string, std::size_t> positions_;   ///< of functions, by module and name
    std::vector<std::map<std::size_t, CallgrindCall>> calls_;  ///< of each function, by callee
    CompressedNames objects_, functions_;
    std::string object_;
    std::optional<std::string> called_object_;
    std::optional<std::size_t> caller_, callee_;
    std::optional<std::uint64_t> call_;        ///< how often: the next costs are of this call
    std::optional<std::size_t> instructions_;  ///< column
    std::size_t position_columns_ = 1;
    bool skips_costs_ = false;  ///< behind a jump stands its position, without costs
    bool ended_ = false;
};

}  // namespace

CallgrindGraph read_callgrind_graph(std::string_view text, const std::string& where) {
    return CallgrindLines(text, where).read();
}

TakenProfile read_callgrind_profile(std::string_view text, const std::string& where) {
    TakenProfile profile;
    profile.unit = "instructions";
    profile.rung = ProfileRung::callgrind;
    try {
        profile.stacks = callgrind_stacks(read_callgrind_graph(text, where));
    } catch (const Error& error) {
        throw Error(error.code(), error.message(), where);
    }
    if (profile.stacks.empty()) {
        throw Error(ErrorCode::artifact, "counts no instructions at all", where);
    }
    return profile;
}

}  // namespace ratchet
