#include "profile/symbol_table.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <tuple>
#include <utility>

namespace ratchet {
namespace {

std::uint64_t end_of(const Symbol& symbol) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    return symbol.begin + std::min(symbol.size, most - symbol.begin);
}

/// Ascending by beginning, then by how much a symbol is preferred.
bool comes_before(const Symbol& left, const Symbol& right) {
    const auto rank = [](const Symbol& symbol) {
        const std::size_t underscores = std::min(symbol.name.find_first_not_of('_'), symbol.name.size());
        return std::tuple(symbol.begin, symbol.size != 0, symbol.binding,
                          -static_cast<std::int64_t>(underscores), symbol.name.size());
    };
    const auto left_rank = rank(left);
    const auto right_rank = rank(right);
    return left_rank != right_rank ? left_rank < right_rank : left.name > right.name;
}

}  // namespace

SymbolTable::SymbolTable(std::vector<Symbol> symbols) : symbols_(std::move(symbols)) {
    std::sort(symbols_.begin(), symbols_.end(), comes_before);
    farthest_end_.reserve(symbols_.size());
    std::uint64_t farthest = 0;
    for (const Symbol& symbol : symbols_) {
        farthest = std::max(farthest, end_of(symbol));
        farthest_end_.push_back(farthest);
    }
}

const Symbol* SymbolTable::find(std::uint64_t address) const {
    const auto after =
        std::upper_bound(symbols_.begin(), symbols_.end(), address,
                         [](std::uint64_t wanted, const Symbol& symbol) { return wanted < symbol.begin; });
    const auto last = static_cast<std::size_t>(after - symbols_.begin());
    for (std::size_t i = last; i > 0 && farthest_end_[i - 1] > address; --i) {
        if (end_of(symbols_[i - 1]) > address) {
            return &symbols_[i - 1];
        }
    }
    return last > 0 && symbols_[last - 1].size == 0 ? &symbols_[last - 1] : nullptr;
}

}  // namespace ratchet
