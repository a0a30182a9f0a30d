#include "measure/foreground_process.hpp"

#include <csignal>

#include <unistd.h>

namespace ratchet {

LentTerminal::LentTerminal()
    : ours_(tcgetpgrp(STDIN_FILENO) == getpgrp() && tcgetattr(STDIN_FILENO, &settings_) == 0) {}

LentTerminal::~LentTerminal() {
    if (!ours_) {
        return;
    }
    // A process in the background that changes its terminal is stopped, unless it blocks the signal.
    sigset_t stopping;
    sigset_t before;
    sigemptyset(&stopping);
    sigaddset(&stopping, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stopping, &before);
    tcsetpgrp(STDIN_FILENO, getpgrp());
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings_);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace ratchet
