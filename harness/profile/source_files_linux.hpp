#pragma once

#include <map>
#include <string>
#include <vector>

namespace ratchet {

/// Source files as debug information names them: absolute, or relative where the compiler was told so
/// (`-ffile-prefix-map`). Without "." and ".." as far as text tells.
struct FunctionSources {
    std::string begin;                 ///< in which the function begins
    std::vector<std::string> inlined;  ///< others that its code is from, sorted
};

/// Where the code of `functions` (names as `source_function` gives them, made for folded text) in the program
/// or library `path` is from. One that the file does not have, or has no debug information of, is not in the
/// result; nor is any in a build without libdw, for a file that is missing or no program of this kind of
/// machine. Of several functions of the same name it is the first with debug information. Takes time in
/// proportion to the file's symbols: some 0.2 s for 100 000. Nothing is asked of the network.
std::map<std::string, FunctionSources> source_files(const std::string& path,
                                                    const std::vector<std::string>& functions);

}  // namespace ratchet
