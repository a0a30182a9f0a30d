#include "profile/demangle.hpp"

#include <cstdlib>
#include <memory>

#include <cxxabi.h>

namespace ratchet {

std::string demangled(const std::string& symbol) {
    if (!symbol.starts_with("_Z")) {
        return symbol;  // "i" alone would be taken for int
    }
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(
        abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status), &std::free);
    return status == 0 && text ? std::string(text.get()) : symbol;
}

}  // namespace ratchet
