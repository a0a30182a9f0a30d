// Runs a program with less than its caller may do. Usage: no-perf|nobody <program> [<argument>...]
// no-perf: perf_event_open fails with EPERM, as under the seccomp filter of a container.
// nobody: as a user without rights; only root can do that.

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <string>

#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

bool deny_perf_events() {
    sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_perf_event_open, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{sizeof filter / sizeof *filter, filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

bool become_nobody() {
    constexpr unsigned nobody = 65534;
    return setgroups(0, nullptr) == 0 && setgid(nobody) == 0 && setuid(nobody) == 0;
}

}  // namespace

int main(int count, char** words) {
    const std::string what = count > 2 ? words[1] : "";
    const bool done = what == "no-perf" ? deny_perf_events() : what == "nobody" && become_nobody();
    if (!done) {
        std::perror("restricted: this restriction cannot be had");
        return 125;
    }
    execvp(words[2], words + 2);
    std::perror(words[2]);
    return 127;
}
