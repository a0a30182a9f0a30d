#pragma once

#include <map>
#include <string>

namespace ratchet {

/// SHA-256 (hex) of what decides a scenario's speed besides the host. Equal digests mean the same code.
struct Digests {
    std::string executable;                        ///< empty: could not be read
    std::map<std::string, std::string> libraries;  ///< project libraries: file name -> digest
    std::map<std::string, std::string> inputs;     ///< files named in the command -> digest
    std::string command_line;                      ///< of the arguments; empty: there are none
    std::map<std::string, std::string> variables;  ///< of the option ENVIRONMENT, with their values

    bool operator==(const Digests&) const = default;
};

}  // namespace ratchet
