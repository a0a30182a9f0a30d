#pragma once

#include <string>
#include <string_view>

namespace ratchet {

struct ProgramLookup {
    std::string path;     ///< to execute from the working directory; empty when there is a problem
    std::string problem;  ///< what is wrong and what to do, on one line; empty: found
};

/// Finds the program that a shell in `working_directory` would find: a `name` with a '/' is a path, any other
/// is searched for in `search_path`, in order ("a:b", an empty element is the working directory). A file
/// found there that may not be executed is passed over, and named when nothing else is found.
ProgramLookup find_program(const std::string& name, std::string_view search_path,
                           const std::string& working_directory);

}  // namespace ratchet
