#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet::testing {

/// How a mutant differs from what was written. Each is applied wherever it can be, by rule alone.
enum class MutationOperator {
    comparison,         ///< the opposite: `<` for `>=`, `==` for `!=`
    boundary,           ///< `<` for `<=`, `>` for `>=`
    sign,               ///< `+` for `-`, `+=` for `-=`, `++` for `--`, `x` for `-x`
    constant,           ///< n + 1 for an integer, twice a fraction (1 for 0), `true` for `false`
    removed_statement,  ///< a call, an assignment, `throw`, `break`, `continue`, `return` out of an if or a
                        ///< loop
};

std::string_view to_text(MutationOperator kind);

/// A change of source: `length` bytes from `begin` on become `replacement`.
struct Mutant {
    MutationOperator kind{};
    std::size_t begin = 0;
    std::size_t length = 0;
    std::string replacement;

    bool operator==(const Mutant&) const = default;
};

/// Every mutant of `source`, which must be formatted as the harness is (templates are told from comparisons
/// by their spaces), in the order of their places. Some may not compile.
std::vector<Mutant> find_mutants(std::string_view source);

/// `source` with the change.
std::string mutated(const Mutant& mutant, std::string_view source);

/// The changed lines as they were and as they are, as `diff` shows them: "-before\n+after\n", without the
/// blanks that the first line begins with.
std::string difference(const Mutant& mutant, std::string_view source);

/// The line, from 1, that the change begins in.
std::size_t line_of(const Mutant& mutant, std::string_view source);

}  // namespace ratchet::testing
