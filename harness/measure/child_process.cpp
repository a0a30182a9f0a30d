#include "measure/child_process.hpp"

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstddef>
#include <memory>

#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace ratchet {

ChildPreparation::ChildPreparation(const std::string& path, const std::vector<std::string>& argv,
                                   const std::vector<std::pair<std::string, std::string>>& environment,
                                   const std::string& working_directory, const std::vector<int>& cpus)
    : path_(path.c_str()), working_directory_(working_directory.c_str()) {
    for (const std::string& argument : argv) {
        argv_.push_back(const_cast<char*>(argument.c_str()));
    }
    argv_.push_back(nullptr);
    for (const auto& [name, value] : environment) {
        variables_.push_back(name + "=" + value);
    }
    for (std::string& variable : variables_) {
        environment_.push_back(variable.data());
    }
    environment_.push_back(nullptr);
    constexpr std::size_t bits = sizeof(unsigned long) * CHAR_BIT;
    for (const int cpu : cpus) {
        const auto bit = static_cast<std::size_t>(cpu);
        if (cpu_mask_.size() <= bit / bits) {
            cpu_mask_.resize(bit / bits + 1);
        }
        cpu_mask_[bit / bits] |= 1UL << bit % bits;
    }
}

/// What parent and child share while the child starts. The address sanitizer knows no stack but the thread's,
/// so it has to keep out of what runs on the child's.
struct ChildStart {
    const ChildPreparation& prepared;
    pid_t parent;
    StartedChild result;

    [[noreturn, gnu::no_sanitize_address]] void fail(StartStep step) {
        result.failed_step = step;
        result.error = errno;
        _exit(127);
    }

    [[gnu::no_sanitize_address]] void become_independent() const {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) {
            _exit(127);  // the parent died before the request above
        }
        setpgid(0, 0);
        if (prepared.group != nullptr) {
            prepared.group->store(getpid());
        }
        struct sigaction action {};
        action.sa_handler = SIG_DFL;
        for (int number = 1; number < NSIG; ++number) {
            sigaction(number, &action, nullptr);
        }
        dup2(prepared.input.get(), STDIN_FILENO);
        dup2(prepared.output.get(), STDOUT_FILENO);
        dup2(prepared.error.get(), STDERR_FILENO);
        // Fails on kernels before 5.9, where the harness's own descriptors still close themselves
        // (O_CLOEXEC).
        close_range(3, ~0U, 0);
        if (prepared.foreground) {
            tcsetpgrp(STDIN_FILENO, getpid());  // SIGTTOU is blocked yet
            action.sa_handler = SIG_IGN;
            sigaction(SIGTSTP, &action, nullptr);
        }
    }

    [[noreturn, gnu::no_sanitize_address]] void run() {
        become_independent();
        if (*prepared.working_directory_ != '\0' && chdir(prepared.working_directory_) != 0) {
            fail(StartStep::change_directory);
        }
        const auto& mask = prepared.cpu_mask_;
        if (!mask.empty() &&
            syscall(SYS_sched_setaffinity, 0, mask.size() * sizeof(unsigned long), mask.data()) != 0) {
            fail(StartStep::pin);
        }
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        if (prepared.fixed_addresses) {
            // Containers may refuse it; the caller is told.
            constexpr unsigned long tell = 0xffffffff;
            const int before = personality(tell);
            result.fixed_addresses =
                before != -1 && personality(static_cast<unsigned long>(before) | ADDR_NO_RANDOMIZE) != -1;
        }
        execve(prepared.path_, prepared.argv_.data(), prepared.environment_.data());
        fail(StartStep::execute);
    }
};

namespace {

[[gnu::no_sanitize_address]] int run_child(void* start) {
    static_cast<ChildStart*>(start)->run();
}

}  // namespace

StartedChild start_child(const ChildPreparation& prepared) {
    // A stack of its own, where vfork would have the child scribble over the parent's frame.
    constexpr std::size_t stack_size = std::size_t{64} * 1024;
    const auto stack = std::make_unique_for_overwrite<std::byte[]>(stack_size);
    const auto top = reinterpret_cast<std::uintptr_t>(stack.get() + stack_size) & ~std::uintptr_t{15};
    ChildStart start{prepared, getpid(), {}};
    // No handler of the parent may run in the child, where it would act on the parent's memory.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t pid =
        clone(run_child, reinterpret_cast<void*>(top), CLONE_VM | CLONE_VFORK | SIGCHLD, &start);
    const int clone_error = errno;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (pid < 0) {
        return {.pid = -1, .failed_step = StartStep::clone, .error = clone_error};
    }
    if (start.result.error != 0) {
        waitpid(pid, nullptr, 0);
        return start.result;
    }
    start.result.pid = pid;
    return start.result;
}

}  // namespace ratchet
