#include "scenario/catalogue.hpp"
#include "scenario/program.hpp"

#include <cstdlib>
#include <iostream>

// In a file of its own: a program that links the library and has a `main` keeps its own.
int main(int argc, char* argv[]) {
    using namespace ratchet;
    const char* const result_path = std::getenv("RATCHET_RESULT");
    runtime::Surroundings surroundings{
        std::cout, std::cerr,
        result_path == nullptr ? std::nullopt : std::make_optional<std::string>(result_path),
        runtime::real_clock()};
    if (std::getenv("RATCHET_COUNT_INSTRUCTIONS") != nullptr) {
        surroundings.open_counter = runtime::open_instruction_counter;
    }
    surroundings.timeline = std::getenv("RATCHET_TIMELINE") != nullptr;
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    return runtime::run_program(
        arguments, [] { return runtime::collect(detail::Registration::last()); }, surroundings);
}
