// What the sampler is tried on: work whose place and share is known. Usage: <what> [<seconds of CPU time>],
// or fixed <rounds>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include <pthread.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// One unit of work, inlined: it is the caller's own time. Multiplications that wait for each other take the
/// same time wherever the loop lies in memory.
[[gnu::always_inline]] inline void work(int units) {
    unsigned long x = 1;
    for (int i = 0; i < units * 30'000; ++i) {
        x = x * 6364136223846793005 + 1442695040888963407;
        asm volatile("" : "+r"(x));
    }
}

/// Behind a call, so that the caller stays on the stack: otherwise it could jump there instead.
void stay() {
    asm volatile("");
}

[[gnu::noinline]] void thirty() {
    work(3);
}

[[gnu::noinline]] void seventy() {
    work(7);
}

double cpu_s(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

[[gnu::noinline]] void split(double seconds) {
    const double end = cpu_s(CLOCK_THREAD_CPUTIME_ID) + seconds;
    while (cpu_s(CLOCK_THREAD_CPUTIME_ID) < end) {
        for (int i = 0; i < 2; ++i) {
            thirty();
            seventy();
        }
    }
}

/// Starts up for so long, with one function alone; says so on standard output, and works as long with another
/// one.
[[gnu::noinline]] void start_up(double seconds) {
    double end = cpu_s(CLOCK_THREAD_CPUTIME_ID) + seconds;
    while (cpu_s(CLOCK_THREAD_CPUTIME_ID) < end) {
        thirty();
        stay();
    }
    std::puts("now ready to work");
    std::fflush(stdout);
    end = cpu_s(CLOCK_THREAD_CPUTIME_ID) + seconds;
    while (cpu_s(CLOCK_THREAD_CPUTIME_ID) < end) {
        seventy();
        stay();
    }
}

/// So much work however long it takes, which is told on standard output.
[[gnu::noinline]] void fixed(double rounds) {
    const auto start = std::chrono::steady_clock::now();
    for (double round = 0; round < rounds; ++round) {
        thirty();
        seventy();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%.6f\n", took.count());
}

/// More than 64 bytes of stack for every level.
[[gnu::noinline]] int descend(int level, double seconds) {  // NOLINT(misc-no-recursion)
    volatile char frame[64];
    frame[0] = static_cast<char>(level);
    if (level > 0) {
        return descend(level - 1, seconds) + frame[0];
    }
    split(seconds);
    return frame[0];
}

/// With pages of its frame that nobody has ever touched between it and its callers.
[[gnu::noinline]] void behind_a_gap(double seconds) {
    volatile char untouched[16'384];
    asm volatile("" : : "r"(untouched));
    split(seconds);
    stay();
}

[[gnu::noinline]] void in_threads(double seconds) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([seconds] { split(seconds / 3); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

/// A child works, another executes this program again through a shell, and each has a thread.
[[gnu::noinline]] void in_processes(const char* self, double seconds) {
    const std::string third = std::to_string(seconds / 3);
    const pid_t worker = fork();
    if (worker == 0) {
        in_threads(seconds / 3);
        _exit(0);
    }
    const pid_t executor = fork();
    if (executor == 0) {
        const std::string command = std::string(self) + " threads " + third + "; true";
        execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        _exit(127);
    }
    split(seconds / 3);
    for (const pid_t child : {worker, executor}) {
        int status = 0;
        waitpid(child, &status, 0);
        if (status != 0) {
            std::exit(1);
        }
    }
}

double handler_seconds = 0;

void handle(int /*signal*/) {
    split(handler_seconds);
    stay();
}

/// By a signal that arrives in the middle of code.
[[gnu::noinline]] void in_handler(double seconds) {
    handler_seconds = seconds;
    std::signal(SIGALRM, &handle);
    const itimerval soon{{0, 0}, {0, 1000}};
    setitimer(ITIMER_REAL, &soon, nullptr);
    const double end = cpu_s(CLOCK_THREAD_CPUTIME_ID) + 1.1 * seconds;
    while (cpu_s(CLOCK_THREAD_CPUTIME_ID) < end) {
        thirty();
    }
}

int compare(const void* a, const void* b) {
    int left = 0;
    int right = 0;
    std::memcpy(&left, a, sizeof left);
    std::memcpy(&right, b, sizeof right);
    return left < right ? -1 : left > right ? 1 : 0;
}

/// Through code of the C and C++ libraries that has no frame pointers.
[[gnu::noinline]] void in_libraries(double seconds) {
    std::vector<int> numbers(20'000);
    const double end = cpu_s(CLOCK_THREAD_CPUTIME_ID) + seconds;
    while (cpu_s(CLOCK_THREAD_CPUTIME_ID) < end) {
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = static_cast<int>(i * 2654435761U);
        }
        std::qsort(numbers.data(), numbers.size(), sizeof(int), &compare);
        for (int number : numbers) {
            std::snprintf(nullptr, 0, "%d", number);
        }
    }
}

/// System calls, and the clock, which the kernel's code in user space (vdso) reads.
[[gnu::noinline]] void in_kernel(double seconds) {
    const double end = cpu_s(CLOCK_THREAD_CPUTIME_ID) + seconds;
    while (cpu_s(CLOCK_THREAD_CPUTIME_ID) < end) {
        for (int i = 0; i < 1000; ++i) {
            syscall(SYS_getppid);
            timespec now{};
            clock_gettime(CLOCK_MONOTONIC, &now);
        }
    }
}

}  // namespace

int main(int count, char** words) {
    const std::string what = count > 1 ? words[1] : "";
    const double seconds = count > 2 ? std::strtod(words[2], nullptr) : 1;
    if (what == "split") {
        split(seconds);
    } else if (what == "threads") {
        in_threads(seconds);
    } else if (what == "processes") {
        in_processes(words[0], seconds);
    } else if (what == "gap") {
        behind_a_gap(seconds);
    } else if (what == "deep") {
        constexpr int deeper_than_64_kib_show = 3000;
        return descend(deeper_than_64_kib_show, seconds) == 12345 ? 1 : 0;
    } else if (what == "handler") {
        in_handler(seconds);
    } else if (what == "libraries") {
        in_libraries(seconds);
    } else if (what == "startup") {
        start_up(seconds);
    } else if (what == "fixed") {
        fixed(seconds);
    } else if (what == "kernel") {
        in_kernel(seconds);
    } else {
        std::fputs(
            "usage: split|threads|processes|deep|handler|libraries|kernel|startup [<seconds>], or fixed "
            "<rounds>\n",
            stderr);
        return 2;
    }
    return 0;
}
