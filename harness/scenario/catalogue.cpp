#include "scenario/catalogue.hpp"

#include "scenario/json_writer.hpp"
#include "scenario/result.hpp"

#include <algorithm>
#include <map>

namespace ratchet::detail {
namespace {

// Set before any dynamic initialisation, so the order in which files register does not matter.
const Registration* last_registration = nullptr;

}  // namespace

Registration::Registration(const char* name, const char* description, void (*function)(Run&),
                           const Origin& origin) noexcept
    : name_(name),
      description_(description),
      function_(function),
      origin_(origin),
      previous_(std::exchange(last_registration, this)) {}

Registration::Registration(void (*define)(Registry&), const Origin& origin) noexcept
    : define_(define), origin_(origin), previous_(std::exchange(last_registration, this)) {}

void Registration::add_to(Registry& registry) const {
    if (define_ != nullptr) {
        define_(registry);
    } else {
        registry.add(name_, description_, function_);
    }
}

const Registration* Registration::last() noexcept {
    return last_registration;
}

}  // namespace ratchet::detail

namespace ratchet::runtime {
namespace {

// Not std::isalnum: what a name may hold does not depend on the locale.
bool is_alphanumeric(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::string place_of(const detail::Scenario& scenario) {
    return std::string(scenario.origin.file) + ':' + std::to_string(scenario.origin.line);
}

}  // namespace

bool is_valid_name(std::string_view name) {
    return !name.empty() && is_alphanumeric(name.front()) &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return is_alphanumeric(c) || c == '_' || c == '+' || c == '.' || c == '-';
           });
}

std::vector<detail::Scenario> collect(const detail::Registration* last) {
    std::vector<const detail::Registration*> registrations;
    for (; last != nullptr; last = last->previous()) {
        registrations.push_back(last);
    }
    std::vector<detail::Scenario> scenarios;
    for (auto registration = registrations.rbegin(); registration != registrations.rend(); ++registration) {
        Registry registry(scenarios, (*registration)->origin());
        (*registration)->add_to(registry);
    }
    return scenarios;
}

std::vector<std::string> faults_of(const std::vector<detail::Scenario>& scenarios) {
    if (scenarios.empty()) {
        return {
            "this program has no scenarios; those of a static library are kept only when it is linked as a "
            "whole (OBJECT library, $<LINK_LIBRARY:WHOLE_ARCHIVE,...>)"};
    }
    std::vector<std::string> faults;
    std::map<std::string_view, const detail::Scenario*> seen;
    for (const detail::Scenario& scenario : scenarios) {
        if (!is_valid_name(scenario.name)) {
            faults.push_back(place_of(scenario) + ": " + json_string(scenario.name) +
                             " is not a scenario's name; write [A-Za-z0-9][A-Za-z0-9_+.-]*");
        }
        const auto [first, is_new] = seen.emplace(scenario.name, &scenario);
        if (!is_new) {
            faults.push_back(place_of(scenario) + ": scenario " + json_string(scenario.name) +
                             " is registered already at " + place_of(*first->second));
        }
    }
    return faults;
}

std::string names_text(const std::vector<detail::Scenario>& scenarios) {
    std::string text;
    for (const detail::Scenario& scenario : scenarios) {
        text += scenario.name + '\n';
    }
    return text;
}

std::string listing_json(const std::vector<detail::Scenario>& scenarios) {
    JsonWriter json;
    json.begin_object().key("$schema").value("ratchet/list/1").key("scenarios").begin_array();
    for (const detail::Scenario& scenario : scenarios) {
        json.begin_object().key("name").value(scenario.name).key("description").value(scenario.description);
        json.key("file").value(scenario.origin.file).key("line").value(scenario.origin.line);
        json.key("optimised").value(scenario.origin.build.optimised);
        json.key("sanitizers").value(sanitizers_of(scenario.origin.build)).end_object();
    }
    json.end_array().end_object();
    return json.text() + '\n';
}

}  // namespace ratchet::runtime
