extern "C" int third(int value);

int main(int argc, char**) {
    return third(argc) == 10 ? 0 : 1;
}
