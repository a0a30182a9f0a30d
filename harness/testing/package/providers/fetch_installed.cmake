include(FetchContent)
FetchContent_Declare(Ratchet URL /nowhere/ratchet.tar.gz FIND_PACKAGE_ARGS 1 CONFIG)
FetchContent_MakeAvailable(Ratchet)
