#include "report/plot_gallery.hpp"

#include "report/markdown_text.hpp"
#include "report/suite_plots.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Paths of the pages of one plot, in order.
std::vector<std::string> pages_of(const SuiteRecord& suite, std::string_view plot) {
    const auto page = [&](const std::string& ending) {
        const auto found = suite.artifacts.find(fmt::format("plots/{}{}.png", plot, ending));
        return found == suite.artifacts.end() ? "" : found->second;
    };
    std::vector<std::string> pages;
    if (const std::string only = page(""); !only.empty()) {
        return {only};
    }
    for (int number = 1;; ++number) {
        std::string path = page(fmt::format("-{}", number));
        if (path.empty()) {
            return pages;
        }
        pages.push_back(std::move(path));
    }
}

std::string shown(const SuiteRecord& suite) {
    std::string text;
    for (const std::string_view plot : suite_plot_names) {
        const std::vector<std::string> pages = pages_of(suite, plot);
        for (std::size_t i = 0; i < pages.size(); ++i) {
            text += i == 0 ? markdown_image(fmt::format("{} of suite {}", plot, suite.suite), pages[i])
                           : (i == 1 ? "\n\nFurther pages: " : ", ") +
                                 markdown_link(fmt::format("{}-{}", plot, i + 1), pages[i]);
        }
        text += pages.empty() ? "" : "\n\n";
    }
    return text;
}

std::string linked(const SuiteRecord& suite) {
    std::string links;
    for (const std::string_view plot : suite_plot_names) {
        const std::vector<std::string> pages = pages_of(suite, plot);
        for (std::size_t i = 0; i < pages.size(); ++i) {
            const std::string name =
                pages.size() == 1 ? std::string(plot) : fmt::format("{}-{}", plot, i + 1);
            links += (links.empty() ? "" : ", ") + markdown_link(name, pages[i]);
        }
    }
    return links.empty() ? "" : fmt::format("- suite {}: {}\n", markdown_code(suite.suite), links);
}

}  // namespace

std::string plot_gallery(const std::vector<SuiteRecord>& suites) {
    std::vector<const SuiteRecord*> largest_first;
    for (const SuiteRecord& suite : suites) {
        largest_first.push_back(&suite);
    }
    std::ranges::stable_sort(largest_first, std::greater(),
                             [](const SuiteRecord* suite) { return suite->scenarios.size(); });
    std::set<ScenarioName> seen;
    std::string pictures;
    std::string links;
    for (const SuiteRecord* suite : largest_first) {
        const bool has_new = std::ranges::any_of(
            suite->scenarios, [&](const ScenarioRecord& scenario) { return !seen.contains(scenario.name); });
        (has_new ? pictures : links) += has_new ? shown(*suite) : linked(*suite);
        for (const ScenarioRecord& scenario : suite->scenarios) {
            seen.insert(scenario.name);
        }
    }
    return pictures + links + (links.empty() ? "" : "\n");
}

}  // namespace ratchet
