// Answers --benchmark_list_tests as a program that links Google Benchmark would, or fails in the way that the
// build has asked for.
#include <cstdio>
#include <cstdlib>

#ifndef NAMES
#define NAMES "first/8\nsecond\n"
#endif

int main(int count, char** arguments) {
#ifdef CRASH
    std::fputs("the list is broken\n", stderr);
    std::abort();
#endif
    std::fprintf(stderr, "was asked %s", count > 1 ? arguments[count - 1] : "nothing");
    std::fputs(NAMES, stdout);
#ifdef FAILS
    return 3;
#endif
}
