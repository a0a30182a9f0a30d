#include "profile/top_table.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "profile/function_shares.hpp"
#include "profile/profile_summary.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t widest_module = 40;

/// One of the two numbers of a function.
struct TopColumn {
    std::string_view name;
    double FunctionShare::*share;
    std::uint64_t FunctionShare::*samples;
    std::optional<ShareInterval> FunctionShare::*interval;
};

constexpr TopColumn self_column{"self", &FunctionShare::self_share, &FunctionShare::self_samples,
                                &FunctionShare::self_interval};
constexpr TopColumn inclusive_column{"inclusive", &FunctionShare::inclusive_share,
                                     &FunctionShare::inclusive_samples, &FunctionShare::inclusive_interval};

std::string interval_cell(const std::optional<ShareInterval>& interval) {
    return interval ? fmt::format("{:.1f}-{:.1f} %", 100 * interval->lower, 100 * interval->upper) : "exact";
}

std::string module_cell(const Frame& frame) {
    return without_middle(frame.module.empty() ? "[unknown]" : printable(frame.module), widest_module);
}

std::string padded(const std::string& text, std::size_t width) {
    const std::size_t has = display_width(text);
    return text + std::string(width > has ? width - has : 0, ' ');
}

void append_top_rows(std::string& text, const std::vector<const FunctionShare*>& rows,
                     const TopColumn& column) {
    std::size_t module_width = 6;
    for (const FunctionShare* row : rows) {
        module_width = std::max(module_width, display_width(module_cell(row->frame)));
    }
    fmt::format_to(std::back_inserter(text), "{:>9}  {:>15}  {:>16}  {}  function\n", column.name, "95 %",
                   "count", padded("module", module_width));
    for (const FunctionShare* row : rows) {
        fmt::format_to(std::back_inserter(text), "{:>7.1f} %  {:>15}  {:>16}  {}  {}\n",
                       100 * row->*column.share, interval_cell(row->*column.interval), row->*column.samples,
                       padded(module_cell(row->frame), module_width), shown_function(row->frame));
    }
}

void append_top(std::string& text, std::string_view heading, std::vector<const FunctionShare*> rows,
                std::size_t most, const TopColumn& column) {
    std::erase_if(rows, [&column](const FunctionShare* row) { return row->*column.samples == 0; });
    const std::size_t all = rows.size();
    rows.resize(std::min(most, all));
    fmt::format_to(std::back_inserter(text), "\n{}", heading);
    if (rows.size() < all) {
        fmt::format_to(std::back_inserter(text), " (the first {} of {})", rows.size(), all);
    }
    text += "\n\n";
    append_top_rows(text, rows, column);
}

}  // namespace

std::string write_top(const TakenProfile& profile, std::size_t most) {
    const std::vector<FunctionShare> shares = function_shares(profile);
    std::string text = summary_lines(profile);
    if (shares.empty()) {
        return text;
    }
    std::vector<const FunctionShare*> rows;
    for (const FunctionShare& share : shares) {
        rows.push_back(&share);
    }
    append_top(text, "By self: in the function's own code", rows, most, self_column);
    rows.clear();
    for (const std::size_t position : by_inclusive(shares)) {
        rows.push_back(&shares[position]);
    }
    append_top(text, "By inclusive: in the function and what it calls", rows, most, inclusive_column);
    return text;
}

}  // namespace ratchet
