find_package(Ratchet 1 CONFIG REQUIRED)
