// Tells what a launched process got from its launcher, or misbehaves on request.
//   launch_probe state              signals, parent-death signal, group, CPUs, one per line
//   launch_probe allocate <MiB>     touches that much memory
//   launch_probe daemon <pid file>  leaves a process behind that ignores TERM in a session of its own

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <sys/prctl.h>
#include <unistd.h>

namespace {

int print_state() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        for (const char* key : {"SigBlk:", "SigIgn:", "Cpus_allowed_list:"}) {
            if (line.rfind(key, 0) == 0) {
                std::cout << line << '\n';
            }
        }
    }
    int death_signal = 0;
    prctl(PR_GET_PDEATHSIG, &death_signal);
    std::cout << "parent death signal: " << death_signal << '\n'
              << "leads its group: " << (getpgrp() == getpid()) << '\n';
    return 0;
}

int allocate(std::size_t mebibytes) {
    const std::vector<char> memory((mebibytes << 20U) + 1, 'x');
    return memory.back() == 'x' ? 0 : 1;
}

int leave_daemon(const char* pid_file) {
    const pid_t middle = fork();
    if (middle != 0) {
        while (access(pid_file, F_OK) != 0) {
            usleep(1000);
        }
        return 0;
    }
    setsid();
    if (fork() != 0) {
        _exit(0);
    }
    std::signal(SIGTERM, SIG_IGN);
    const std::string unfinished = std::string(pid_file) + ".new";
    std::ofstream(unfinished) << getpid();
    std::rename(unfinished.c_str(), pid_file);
    for (;;) {
        pause();
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view verb = argc > 1 ? argv[1] : "";
    if (verb == "state") {
        return print_state();
    }
    if (verb == "allocate" && argc > 2) {
        return allocate(std::strtoul(argv[2], nullptr, 10));
    }
    if (verb == "daemon" && argc > 2) {
        return leave_daemon(argv[2]);
    }
    return 2;
}
