#pragma once

#include "testing/mutation/laboratory.hpp"
#include "testing/mutation/mutants.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ratchet::testing {

/// A source file that is mutated.
struct SourceFile {
    std::string folder;  ///< of harness/
    std::string name;
    std::string text;
};

/// One mutant that was chosen, and what became of it.
struct Trial {
    std::size_t file = 0;  ///< index
    Mutant mutant;
    Fate fate = Fate::not_compiled;
};

/// `count` of all mutants of `files`, or all there are: as many of each operator in each folder as far as
/// there are enough, drawn by `seed` alone. In the order of files and places.
std::vector<Trial> draw_mutants(const std::vector<SourceFile>& files, std::size_t count, std::uint64_t seed);

/// How many died of those that were compiled.
struct Share {
    int died = 0;
    int compiled = 0;
};
Share share_of(const std::vector<Trial>& trials);

/// A table of operators by folders, and every survivor with its difference. A survivor whose file's name and
/// difference both stand in `explanations` (the text of testing/bugs/surviving_mutants.md) is said to be
/// explained.
std::string describe(const std::vector<SourceFile>& files, const std::vector<Trial>& trials,
                     const std::string& explanations);

/// Whether `explanations` has the survivor: a heading with its file's name, and below it, before the next,
/// its difference.
bool is_explained(const SourceFile& file, const Mutant& mutant, const std::string& explanations);

}  // namespace ratchet::testing
