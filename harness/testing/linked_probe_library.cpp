#include <unistd.h>

namespace {

struct RefusesToRun {
    RefusesToRun() { _exit(97); }
};
const RefusesToRun refuses_to_run;

}  // namespace

int linked_probe_value() {
    return 1;
}
