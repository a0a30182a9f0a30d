#include "catch.hpp"
#include <ratchet/keep.hpp>

#include <memory>
#include <string>
#include <vector>

using namespace ratchet;

namespace {

struct Large {
    int values[100] = {7};
};
struct Empty {};
struct ConstMember {
    const int value = 7;
};
enum class Colour : unsigned char { red = 1, green };

/// Keeps a value as each kind of expression and gives it back.
template <class Value>
Value kept(Value value) {
    do_not_optimize(value);
    const Value& constant = value;
    do_not_optimize(constant);
    do_not_optimize(std::move(value));
    clobber_memory();
    return value;
}

}  // namespace

TEST_CASE("keeping a value of any type leaves it as it was") {
    CHECK(kept(true));
    CHECK(kept('x') == 'x');
    CHECK(kept<short>(-3) == -3);
    CHECK(kept(42) == 42);
    CHECK(kept(1ULL << 63U) == 1ULL << 63U);
    CHECK(kept(1.5F) == 1.5F);
    CHECK(kept(0.1) == 0.1);
    CHECK(kept(0.1L) == 0.1L);
    CHECK(kept(Colour::green) == Colour::green);
    CHECK(kept<const char*>("text") == std::string("text"));
    CHECK(kept<void*>(nullptr) == nullptr);
    CHECK(kept(Large{}).values[0] == 7);
    CHECK(kept(std::string(1000, 'x')) == std::string(1000, 'x'));
    CHECK(kept(std::vector<int>{1, 2}) == std::vector<int>{1, 2});
    CHECK(*kept(std::make_unique<int>(3)) == 3);
    CHECK(kept(ConstMember{}).value == 7);
    CHECK(kept([size = 3] { return size; })() == 3);
    kept(Empty{});
    kept(nullptr);
}

TEST_CASE("temporaries, arrays and volatile variables can be kept") {
    do_not_optimize(1 + 1);
    do_not_optimize(std::string("temporary"));
    int array[3] = {1, 2, 3};
    do_not_optimize(array);
    CHECK(array[2] == 3);
    const int constants[2] = {1, 2};
    do_not_optimize(constants);
    volatile int shared = 5;
    do_not_optimize(shared);
    CHECK(shared == 5);
}

TEST_CASE("a kept constant is no longer a constant to the compiler") {
    int size = 4;
    do_not_optimize(size);
    CHECK(size == 4);
#if defined(__OPTIMIZE__) && defined(__GNUC__)
    CHECK_FALSE(__builtin_constant_p(size));
#endif
}
