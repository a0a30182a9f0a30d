#include "host/host_class.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "model/name.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string vendor_name(const HostFingerprint& host) {
    if (host.cpu_vendor == "AuthenticAMD") {
        return "amd";
    }
    if (host.cpu_vendor == "GenuineIntel") {
        return "intel";
    }
    std::string name = slug(host.cpu_vendor.empty() ? host.architecture : host.cpu_vendor);
    for (char& letter : name) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return name;
}

}  // namespace

std::string host_class(const HostFingerprint& host, std::string_view chosen) {
    if (chosen.empty()) {
        return fmt::format("{}-{}-{}-{}cpu-{}", vendor_name(host), host.cpu_family, host.cpu_model,
                           host.cores, host.virtualised ? "virtual" : "metal");
    }
    constexpr std::size_t longest = 100;
    if (!is_scenario_name(chosen) || chosen.size() > longest) {
        throw Error(ErrorCode::usage,
                    fmt::format("'{}' cannot name a directory of baselines: use letters, digits and _+-. "
                                "(a letter or digit first, at most {} characters)",
                                printable(chosen.substr(0, longest)), longest),
                    "RATCHET_HOST_CLASS");
    }
    return std::string(chosen);
}

}  // namespace ratchet
