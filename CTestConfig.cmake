# Read by include(CTest) and by `ctest -S`: the names under which a dashboard files our results.
set(CTEST_PROJECT_NAME Ratchet)
set(CTEST_NIGHTLY_START_TIME "00:00:00 UTC")
