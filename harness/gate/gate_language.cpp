#include "gate/gate_language.hpp"

#include "base/error.hpp"
#include "base/pattern.hpp"
#include "base/text.hpp"
#include "gate/replay.hpp"
#include "gate/share_metric.hpp"
#include "gate/unit.hpp"
#include "model/metric.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace ratchet {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads a gate from left to right; every failure names the column where reading stopped.
class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Gate gate() {
        skip_blanks();
        std::string metric = metric_name();
        if (metric == "none") {
            expect_end();
            return GateNone{};
        }
        if (share_pattern(metric)) {
            return share(std::move(metric));
        }
        if (at_end()) {
            return StatisticalGate{.metric = std::move(metric)};
        }
        if (is_digit(peek()) || peek() == '.') {
            return margins(std::move(metric));
        }
        return budget(std::move(metric));
    }

  private:
    [[noreturn]] void fail_at(std::size_t position, const std::string& message) const {
        throw Error(ErrorCode::usage, fmt::format("column {}: {}", position + 1, message),
                    fmt::format("GATE \"{}\"", printable(text_)));
    }
    [[noreturn]] void fail(const std::string& message) const { fail_at(position_, message); }

    [[nodiscard]] bool at_end() const { return position_ == text_.size(); }
    [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[position_]; }

    void skip_blanks() {
        while (peek() == ' ' || peek() == '\t') {
            ++position_;
        }
    }

    bool accept(std::string_view token) {
        if (text_.substr(position_, token.size()) != token) {
            return false;
        }
        position_ += token.size();
        skip_blanks();
        return true;
    }

    void expect_end() {
        skip_blanks();
        if (!at_end()) {
            fail(
                "expected the end; each gate is an argument of its own, as in GATE \"wall_time 3%\" "
                "\"peak_rss "
                "<= 64MiB\"");
        }
    }

    std::string metric_name() {
        const std::size_t begin = position_;
        if (!is_letter(peek()) && peek() != '_') {
            fail(
                "expected the name of a metric, or none; a gate is one quoted argument, as in GATE "
                "\"wall_time "
                "2%/5%\"");
        }
        const auto continues_name = [](char c) {
            return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-' || c == ':';
        };
        while (continues_name(peek())) {
            ++position_;
        }
        if (peek() == '(') {
            skip_argument();
        }
        std::string name(text_.substr(begin, position_ - begin));
        if (const std::optional<std::string> pattern = share_pattern(name)) {
            check_pattern(*pattern, begin + share_metric_begin.size());
        }
        skip_blanks();
        return name;
    }

    /// A pattern may hold parentheses of its own: in pairs, escaped, or within brackets.
    void skip_argument() {
        const std::size_t begin = position_;
        std::optional<std::size_t> bracket;
        int depth = 0;
        do {
            if (at_end() && bracket) {
                fail_at(*bracket, "this bracket is never closed; expected share([ab]) <= 5%");
            }
            if (at_end()) {
                fail_at(begin, "this parenthesis is never closed; expected share(malloc|free) <= 5%");
            }
            if (peek() == '\\' && position_ + 1 < text_.size()) {
                ++position_;
            } else if (bracket) {
                bracket = peek() == ']' ? std::nullopt : bracket;
            } else if (peek() == '[') {
                bracket = position_;
            } else if (peek() == '(') {
                ++depth;
            } else if (peek() == ')') {
                --depth;
            }
            ++position_;
        } while (depth > 0);
        if (position_ - begin == 2) {
            fail_at(begin, "the parentheses are empty; expected share(malloc|free) <= 5%");
        }
    }

    void check_pattern(const std::string& pattern, std::size_t begin) const {
        if (const std::optional<PatternFault> fault = Pattern::fault_in(pattern)) {
            fail_at(begin + fault->position, "in the regular expression: " + fault->message);
        }
    }

    double number(std::string_view what) {
        double value = 0;
        const char* const begin = text_.data() + position_;
        const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
        if (error != std::errc{} || !std::isfinite(value)) {
            fail(fmt::format("expected {}", what));
        }
        position_ += static_cast<std::size_t>(end - begin);
        skip_blanks();
        return value;
    }

    double percentage(std::string_view metric, std::string_view what) {
        const std::size_t begin = position_;
        const double value = number(fmt::format("{} in percent, as in \"{} 3%/10%\"", what, metric));
        if (!accept("%")) {
            fail(fmt::format("expected % after {}, as in \"{} 3%/10%\"", what, metric));
        }
        if (!(value > 0 && value < 1000)) {
            fail_at(begin, fmt::format("{} must be above 0% and below 1000%", what));
        }
        return value / 100;
    }

    Gate margins(std::string metric) {
        const std::size_t begin = position_;
        const double theta = percentage(metric, "the tolerated slowdown");
        std::optional<double> delta;
        if (accept("/")) {
            delta = percentage(metric, "the must-detect slowdown");
        }
        expect_end();
        if (metric == metric::instructions) {
            refuse_must_detect(delta);
            return StatisticalGate{.metric = std::move(metric), .theta = theta};
        }
        if (delta && theta >= *delta) {
            fail_at(begin,
                    fmt::format("the tolerated slowdown (first) must be smaller than the must-detect one "
                                "(second), as in \"{} 3%/10%\"",
                                metric));
        }
        if (!delta && theta >= smallest_delta) {
            fail_at(begin,
                    fmt::format("a tolerated slowdown of 5% or more needs the must-detect one beside it, "
                                "as in \"{} 6%/12%\"",
                                metric));
        }
        return StatisticalGate{.metric = std::move(metric), .theta = theta, .delta = delta};
    }

    /// What is counted is known: anything beyond the tolerated growth is detected.
    void refuse_must_detect(const std::optional<double>& delta) const {
        if (delta) {
            fail_at(text_.find('/'),
                    "instructions are counted, not estimated, and have no must-detect growth; expected "
                    "\"instructions 0.5%\"");
        }
    }

    Gate budget(std::string metric) {
        Budget result;
        if (accept("<=")) {
            result.comparison = Comparison::at_most;
        } else if (accept(">=")) {
            result.comparison = Comparison::at_least;
        } else {
            fail(fmt::format(
                "expected a percentage, <= or >= after the metric, as in \"{0} 3%\" or \"{0} <= …\"",
                metric));
        }
        result.metric = std::move(metric);
        if (accept("reference")) {
            result.relative_to_reference = true;
            reference_offset(result);
        } else {
            result.limit = number("a number as the limit, as in 64MiB, 20ms, 5% or 0.9");
            unit(result);
        }
        expect_end();
        return result;
    }

    /// What keeps a limit on a share from being broken, or from being kept, is no gate.
    Gate share(std::string metric) {
        const std::string_view comparison = text_.substr(position_, 2);
        if (comparison != "<=" && comparison != ">=") {
            fail(fmt::format(
                "expected <= or >= and a percentage: there is no baseline of shares, as in \"{} <= 5%\"",
                metric));
        }
        const std::size_t limit_at = text_.find_first_not_of(" \t", position_ + comparison.size());
        Budget limit = std::get<Budget>(budget(std::move(metric)));
        if (limit.relative_to_reference) {
            fail_at(limit_at,
                    "a share has no reference; expected a percentage, as in share(malloc|free) <= 5%");
        }
        if (limit.unit != "%") {
            fail_at(limit_at, "a share is a percentage; expected % after it, as in share(malloc|free) <= 5%");
        }
        if (!(limit.limit > 0 && limit.limit < 1)) {
            fail_at(
                limit_at,
                "expected more than 0% and less than 100%: samples never show that a function does not run "
                "at all, or always");
        }
        return limit;
    }

    void reference_offset(Budget& budget) {
        const double sign = peek() == '-' ? -1 : 1;
        if (!accept("+") && !accept("-")) {
            return;
        }
        if (!is_digit(peek()) && peek() != '.') {
            fail("expected a number, as in quality >= reference-0.01");
        }
        budget.limit = sign * number("a number, as in quality >= reference-0.01");
        if (peek() == '%') {
            fail(
                "a percentage of a reference could mean points or a ratio; expected a number in the metric's "
                "unit, as in quality >= reference-0.01");
        }
        unit(budget);
    }

    void unit(Budget& budget) {
        const std::size_t begin = position_;
        const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
        while (!at_end() && !is_blank(peek())) {
            ++position_;
        }
        const std::string_view name = text_.substr(begin, position_ - begin);
        if (name.empty()) {
            return;
        }
        const Unit* const known = find_unit(name);
        if (known == nullptr) {
            fail_at(begin, fmt::format("\"{}\" is not a unit; expected one of {}, or none", printable(name),
                                       unit_names));
        }
        budget.unit = known->name;
        budget.limit *= known->factor;
    }

    std::string_view text_;
    std::size_t position_ = 0;
};

/// Twelve digits hide what multiplying by a unit's factor adds and keep what a person writes.
std::string number_text(double value) {
    return fmt::format("{:.12g}", value);
}

std::string text_of(const GateNone&) {
    return "none";
}

std::string text_of(const StatisticalGate& gate) {
    const auto percent = [](double fraction) { return number_text(fraction * 100); };
    if (gate.delta) {
        return fmt::format("{} {}%/{}%", gate.metric, percent(gate.theta), percent(*gate.delta));
    }
    return gate.theta == StatisticalPolicy{}.theta ? gate.metric
                                                   : fmt::format("{} {}%", gate.metric, percent(gate.theta));
}

std::string text_of(const Budget& budget) {
    const Unit* const unit = find_unit(budget.unit);
    const std::string limit = number_text(budget.limit / (unit == nullptr ? 1 : unit->factor)) + budget.unit;
    const std::string comparison = budget.comparison == Comparison::at_most ? "<=" : ">=";
    if (!budget.relative_to_reference) {
        return fmt::format("{} {} {}", budget.metric, comparison, limit);
    }
    if (budget.limit == 0) {
        return fmt::format("{} {} reference", budget.metric, comparison);
    }
    return fmt::format("{} {} reference{}{}", budget.metric, comparison, budget.limit > 0 ? "+" : "", limit);
}

}  // namespace

Gate parse_gate(std::string_view text) {
    return Parser(text).gate();
}

std::vector<Gate> parse_gates(const std::vector<std::string>& texts) {
    std::vector<Gate> gates;
    std::vector<std::string> metrics;
    for (const std::string& text : texts) {
        gates.push_back(parse_gate(text));
        if (std::holds_alternative<GateNone>(gates.back()) && texts.size() > 1) {
            throw Error(ErrorCode::usage, "none excludes every other gate: leave it out or leave them out",
                        "GATE \"none\"");
        }
        const auto* const statistical = std::get_if<StatisticalGate>(&gates.back());
        if (statistical == nullptr) {
            continue;
        }
        if (std::find(metrics.begin(), metrics.end(), statistical->metric) != metrics.end()) {
            throw Error(ErrorCode::usage,
                        "this metric already has a gate against the baseline: keep one of them",
                        fmt::format("GATE \"{}\"", printable(text)));
        }
        metrics.push_back(statistical->metric);
    }
    return gates;
}

std::string to_text(const Gate& gate) {
    return std::visit([](const auto& alternative) { return text_of(alternative); }, gate);
}

bool want_baseline(const std::vector<std::string>& texts) {
    return texts.empty() || !std::ranges::all_of(parse_gates(texts), [](const Gate& gate) {
               return std::holds_alternative<Budget>(gate);
           });
}

bool want_instructions(const std::vector<std::string>& texts) {
    return std::ranges::any_of(parse_gates(texts), [](const Gate& gate) {
        const auto* const budget = std::get_if<Budget>(&gate);
        const auto* const statistical = std::get_if<StatisticalGate>(&gate);
        return (budget != nullptr && budget->metric == metric::instructions) ||
               (statistical != nullptr && statistical->metric == metric::instructions);
    });
}

bool want_reference(const std::vector<std::string>& texts) {
    return std::ranges::any_of(parse_gates(texts), [](const Gate& gate) {
        const auto* const budget = std::get_if<Budget>(&gate);
        return budget != nullptr && budget->relative_to_reference;
    });
}

std::vector<Gate> default_gates(bool items_vary) {
    std::vector<Gate> gates{StatisticalGate{.metric = metric::wall_time}};
    if (items_vary) {
        gates.emplace_back(StatisticalGate{.metric = metric::throughput});
    }
    return gates;
}

}  // namespace ratchet
