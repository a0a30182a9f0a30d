// Answers --ratchet-list for the scenarios `first` and `second`, or fails in the way that the build has asked
// for.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#ifndef NAMES
#define NAMES "first\nsecond\n"
#endif

int main(int count, char** arguments) {
    if (count == 2 && std::strcmp(arguments[1], "--ratchet-list=names") == 0) {
#ifdef CRASH
        std::fputs("the list is broken\n", stderr);
        std::abort();
#endif
        std::fputs(NAMES, stdout);
    }
    if (count == 2 && std::strcmp(arguments[1], "--ratchet-list=json") == 0) {
        std::puts("{\"scenarios\": [{\"name\": \"first\"}, {\"name\": \"second\"}]}");
    }
}
