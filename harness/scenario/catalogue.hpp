#pragma once

#include <ratchet/scenario.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ratchet::runtime {

/// `[A-Za-z0-9][A-Za-z0-9_+.-]*`
bool is_valid_name(std::string_view name);

/// Everything registered up to `last`, in the order of registration. Lets exceptions of the callbacks out.
std::vector<detail::Scenario> collect(const detail::Registration* last);

/// One message a fault: invalid names, names given twice (with both places), and that there is no scenario at
/// all, which is what remains when the linker dropped a static library.
std::vector<std::string> faults_of(const std::vector<detail::Scenario>& scenarios);

/// "--ratchet-list=names": one name per line.
std::string names_text(const std::vector<detail::Scenario>& scenarios);

/// "--ratchet-list=json": ratchet/list/1, one line.
std::string listing_json(const std::vector<detail::Scenario>& scenarios);

}  // namespace ratchet::runtime
