// Launches a program again and again with nothing but posix_spawn and waitpid, and prints the median time of
// a launch and the time that one takes with everything around it, in microseconds: what nobody who launches
// can go below. Usage: bare_spawn RUNS PROGRAM [ARGUMENT…]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
    using Clock = std::chrono::steady_clock;
    using Microseconds = std::chrono::duration<double, std::micro>;
    const int runs = argc > 2 ? std::atoi(argv[1]) : 0;
    if (runs < 1) {
        std::fputs("usage: bare_spawn RUNS PROGRAM [ARGUMENT...]\n", stderr);
        return 2;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
    }
    std::vector<double> times;
    const Clock::time_point begin = Clock::now();
    for (int run = 0; run < runs; ++run) {
        pid_t pid = 0;
        int status = 0;
        const Clock::time_point start = Clock::now();
        if (posix_spawnp(&pid, argv[2], &actions, nullptr, argv + 2, environ) != 0 ||
            waitpid(pid, &status, 0) != pid) {
            std::perror(argv[2]);
            return 4;
        }
        times.push_back(Microseconds(Clock::now() - start).count());
    }
    const double each = Microseconds(Clock::now() - begin).count() / runs;
    std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
    std::printf("%.1f %.1f\n", times[static_cast<std::size_t>(runs) / 2], each);
    return 0;
}
