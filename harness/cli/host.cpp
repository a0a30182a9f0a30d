#include "cli/harness.hpp"

#include <memory>

namespace ratchet::cli {

std::unique_ptr<MeasuringHost> make_host(const Clock& clock) {
    return std::make_unique<ThisHost>(clock);
}

}  // namespace ratchet::cli
