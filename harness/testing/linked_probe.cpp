// A program with a shared library of its own. Asking what it loads must not run it: both halves refuse to be
// run.

int linked_probe_value();

int main() {
    return linked_probe_value() + 98;
}
