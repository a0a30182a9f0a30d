set(CMAKE_CXX_FLAGS_RELEASE -O0)
add_subdirectory("${CMAKE_BINARY_DIR}/_deps/ratchet-src" "${CMAKE_BINARY_DIR}/_deps/ratchet-build" EXCLUDE_FROM_ALL)
set(CMAKE_CXX_FLAGS_RELEASE -O2)
