configure("-DREPOSITORY=${repository}")
expect_success()

# Its own tests are not the project's; its functions are.
read_tests()
expect_tests("the project" "perf: NOT_BUILT: run cmake --build")
expect_in_registry(group.group.json "${source}/baselines" options baseline_directory)

# The runner is built with all, though it was added with EXCLUDE_FROM_ALL.
file(READ "${build}/perf/registry/runner" runner)
cmake_path(RELATIVE_PATH runner BASE_DIRECTORY "${build}")
run(ninja -C "${build}" -n all)
expect_success()
expect_output("Linking CXX executable ${runner}")
