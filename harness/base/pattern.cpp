#include "base/pattern.hpp"

#include "base/error.hpp"
#include "base/pattern_syntax.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t most_steps = 2000;

/// Lays a pattern out as steps.
class PatternWriter {
  public:
    PatternWriter(std::vector<Pattern::Step>& steps, std::vector<std::bitset<256>>& sets)
        : steps_(steps), sets_(sets) {}

    /// False: it takes too many steps.
    bool write(const PatternNode& whole) {
        add(whole);
        push({.kind = Kind::match});
        return !too_large_;
    }

  private:
    using Kind = Pattern::Step::Kind;

    [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(steps_.size()); }

    /// The position of the step; of the last one where there are too many.
    std::size_t push(const Pattern::Step& step) {
        too_large_ = too_large_ || steps_.size() == most_steps;
        if (!too_large_) {
            steps_.push_back(step);
        }
        return steps_.size() - 1;
    }

    void add(const PatternNode& node) {  // NOLINT(misc-no-recursion): as deep as parentheses may be
        constexpr std::size_t most_parts = 10 * most_steps;  // what is empty takes no step, but time
        too_large_ = too_large_ || ++parts_ > most_parts;
        if (too_large_) {
            return;
        }
        switch (node.kind) {
            case PatternNode::Kind::character:
                sets_.push_back(node.set);
                push({.kind = Kind::character, .first = static_cast<std::uint32_t>(sets_.size() - 1)});
                break;
            case PatternNode::Kind::assertion:
                push({.kind = Kind::assertion, .assertion = node.assertion});
                break;
            case PatternNode::Kind::sequence:
                for (const PatternNode& part : node.parts) {
                    add(part);
                }
                break;
            case PatternNode::Kind::alternatives:
                add_alternatives(node);
                break;
            case PatternNode::Kind::repetition:
                add_repetition(node);
                break;
        }
    }

    void add_alternatives(const PatternNode& node) {  // NOLINT(misc-no-recursion)
        std::vector<std::size_t> jumps;
        for (std::size_t i = 0; i + 1 < node.parts.size(); ++i) {
            const std::size_t fork = push({.kind = Kind::fork});
            steps_[fork].first = here();
            add(node.parts[i]);
            jumps.push_back(push({.kind = Kind::jump}));
            steps_[fork].second = here();
        }
        add(node.parts.back());
        for (const std::size_t jump : jumps) {
            steps_[jump].first = here();
        }
    }

    void add_repetition(const PatternNode& node) {  // NOLINT(misc-no-recursion)
        const PatternNode& part = node.parts.front();
        const bool ends = node.most != PatternNode::without_end;
        for (int i = 0; i < node.least - (ends ? 0 : 1) && !too_large_; ++i) {
            add(part);
        }
        if (!ends && node.least > 0) {
            const std::uint32_t begin = here();
            add(part);
            push({.kind = Kind::fork, .first = begin, .second = here() + 1});
            return;
        }
        if (!ends) {
            const std::size_t fork = push({.kind = Kind::fork});
            steps_[fork].first = here();
            add(part);
            push({.kind = Kind::jump, .first = static_cast<std::uint32_t>(fork)});
            steps_[fork].second = here();
            return;
        }
        std::vector<std::size_t> forks;
        for (int i = node.least; i < node.most && !too_large_; ++i) {
            forks.push_back(push({.kind = Kind::fork}));
            steps_[forks.back()].first = here();
            add(part);
        }
        for (const std::size_t fork : forks) {
            steps_[fork].second = here();
        }
    }

    std::vector<Pattern::Step>& steps_;
    std::vector<std::bitset<256>>& sets_;
    std::size_t parts_ = 0;  ///< that were added
    bool too_large_ = false;
};

/// Fills both, or says what is wrong with the text.
std::optional<PatternFault> lay_out(std::string_view text, std::vector<Pattern::Step>& steps,
                                    std::vector<std::bitset<256>>& sets) {
    const std::variant<PatternNode, PatternFault> read = read_pattern(text);
    if (const auto* const fault = std::get_if<PatternFault>(&read)) {
        return *fault;
    }
    if (!PatternWriter(steps, sets).write(std::get<PatternNode>(read))) {
        return PatternFault{0, fmt::format("this takes more than {} steps: repeat less", most_steps)};
    }
    return std::nullopt;
}

/// The steps that a match may have come to at one position of a text, each once.
class PatternThreads {
  public:
    PatternThreads(const std::vector<Pattern::Step>& steps, std::string_view text)
        : steps_(steps), text_(text), seen_at_(steps.size(), 0) {}

    /// Comes to `step` before the byte at `position`, which never falls; with what follows without a
    /// character.
    void come_to(std::uint32_t step, std::size_t position) {
        pending_.assign(1, step);
        while (!pending_.empty()) {
            const std::uint32_t next = pending_.back();
            pending_.pop_back();
            if (seen_at_[next] != position + 1) {
                seen_at_[next] = position + 1;
                follow(next, position);
            }
        }
    }

    [[nodiscard]] bool matched() const { return matched_; }

    /// Those that wait for a character; there are none afterwards.
    void take(std::vector<std::uint32_t>& waiting) {
        waiting.clear();
        waiting.swap(waiting_);
    }

  private:
    void follow(std::uint32_t number, std::size_t position) {
        const Pattern::Step& step = steps_[number];
        switch (step.kind) {
            case Pattern::Step::Kind::match:
                matched_ = true;
                break;
            case Pattern::Step::Kind::character:
                waiting_.push_back(number);
                break;
            case Pattern::Step::Kind::fork:
                pending_.push_back(step.second);
                pending_.push_back(step.first);
                break;
            case Pattern::Step::Kind::jump:
                pending_.push_back(step.first);
                break;
            case Pattern::Step::Kind::assertion:
                if (holds(step.assertion, position)) {
                    pending_.push_back(number + 1);
                }
                break;
        }
    }

    [[nodiscard]] bool holds(Pattern::Assertion assertion, std::size_t position) const {
        const auto is_word = [this](std::size_t at) {
            return at < text_.size() && is_word_byte(static_cast<unsigned char>(text_[at]));
        };
        const bool edge = is_word(position) != (position > 0 && is_word(position - 1));
        switch (assertion) {
            case Pattern::Assertion::at_begin:
                return position == 0;
            case Pattern::Assertion::at_end:
                return position == text_.size();
            case Pattern::Assertion::at_word_edge:
                return edge;
            case Pattern::Assertion::within_or_outside_word:
                return !edge;
        }
        return false;
    }

    const std::vector<Pattern::Step>& steps_;
    std::string_view text_;
    std::vector<std::size_t> seen_at_;  ///< of each step: 1 + the last position
    std::vector<std::uint32_t> pending_;
    std::vector<std::uint32_t> waiting_;
    bool matched_ = false;
};

}  // namespace

Pattern::Pattern(std::string_view text) {
    if (const std::optional<PatternFault> fault = lay_out(text, steps_, sets_)) {
        throw Error(ErrorCode::usage, fmt::format("column {}: {}", fault->position + 1, fault->message),
                    fmt::format("regular expression \"{}\"", printable(text)));
    }
}

std::optional<PatternFault> Pattern::fault_in(std::string_view text) {
    std::vector<Step> steps;
    std::vector<std::bitset<256>> sets;
    return lay_out(text, steps, sets);
}

bool Pattern::found_in(std::string_view text) const {
    PatternThreads threads(steps_, text);
    std::vector<std::uint32_t> waiting;
    for (std::size_t position = 0;; ++position) {
        threads.come_to(0, position);  // a match may begin here
        if (threads.matched() || position == text.size()) {
            return threads.matched();
        }
        const auto byte = static_cast<unsigned char>(text[position]);
        threads.take(waiting);
        for (const std::uint32_t step : waiting) {
            if (sets_[steps_[step].first].test(byte)) {
                threads.come_to(step + 1, position + 1);
            }
        }
    }
}

}  // namespace ratchet
