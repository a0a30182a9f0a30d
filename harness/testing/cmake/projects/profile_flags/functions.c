/* Each shorter than a cache line. */
int first(int value) { return value * 3 + 1; }
int second(int value) { return value * 5 + 2; }
int third(int value) { return value * 7 + 3; }
