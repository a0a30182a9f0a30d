#include "golden.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

namespace ratchet::testing {
namespace {

bool approving() {
    const char* const value = std::getenv("RATCHET_APPROVE");
    return value != nullptr && std::string_view(value) == "1";
}

std::string approve(const std::string& actual, const std::filesystem::path& file) {
    std::ofstream stream(file, std::ios::binary);
    stream << actual;
    stream.close();
    return stream ? "" : fmt::format("{} could not be written", file.string());
}

std::string first_difference(const std::string& actual, const std::string& expected) {
    std::istringstream actual_lines(actual);
    std::istringstream expected_lines(expected);
    for (int number = 1;; ++number) {
        std::string actual_line;
        std::string expected_line;
        const bool has_actual = static_cast<bool>(std::getline(actual_lines, actual_line));
        const bool has_expected = static_cast<bool>(std::getline(expected_lines, expected_line));
        if (!has_actual && !has_expected) {
            return "they differ in the newline at the end";
        }
        if (has_actual != has_expected || actual_line != expected_line) {
            return fmt::format("line {}\n  expected: {}\n  actual:   {}", number,
                               has_expected ? expected_line : "(end of text)",
                               has_actual ? actual_line : "(end of text)");
        }
    }
}

}  // namespace

std::string golden_difference(const std::string& actual, const std::string& name) {
    const std::filesystem::path file = std::filesystem::path(RATCHET_GOLDEN_DIRECTORY) / name;
    if (approving()) {
        return approve(actual, file);
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return fmt::format("{} is missing; RATCHET_APPROVE=1 writes it", file.string());
    }
    const std::string expected{std::istreambuf_iterator<char>(stream), {}};
    return actual == expected ? "" : fmt::format("{}: {}", name, first_difference(actual, expected));
}

}  // namespace ratchet::testing
