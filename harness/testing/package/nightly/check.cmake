# ci/nightly.cmake on an outside project in a git checkout: clean, regressed, nothing matched.
include("${PROJECTS}/outside.cmake")

set(source "${WORK}/outside")
file(COPY "${PROJECTS}/outside" DESTINATION "${WORK}")

# git(<argument>...): in the project; gives `output`
macro(git)
  run("${GIT}" -C "${source}" -c user.name=test -c user.email=test@localhost ${ARGV})
  expect_success()
endmacro()

macro(commit message)
  git(add .)
  git(commit --quiet "--message=${message}")
endmacro()

# nightly([<argument of ctest>...])
macro(nightly)
  run("${CMAKE_CTEST_COMMAND}" --no-compress-output "-DSOURCE_DIR:PATH=${source}" "-DBUILD_DIR:PATH=${build}"
      "-DOPTIONS:STRING=${options}" -DAPPEND_OPTIONS:STRING=--force ${ARGV} -S "${RATCHET_SOURCE}/ci/nightly.cmake")
endmacro()

function(expect_untouched)
  git(status --porcelain)
  expect_equal("changes of the checkout" "${output}" "")
endfunction()

# The level is accepted from a session, without measuring again.
set(options "-DPROVIDER=${PROJECTS}/providers/find_package.cmake" "-DCMAKE_PREFIX_PATH=${INSTALLED}"
            "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}")
git(init --quiet --initial-branch=main)
configure_outside(find_package "-DCMAKE_PREFIX_PATH=${INSTALLED}")
build()
ctest(-L "^perf$")
expect_success()
run("${INSTALLED}/bin/ratchet" baseline promote --build "${build}" --force)
expect_success()
commit("the accepted level")
file(REMOVE_RECURSE "${build}")
list(JOIN options "\;" options)

# Clean, with a dashboard that is down: passes, and proposes the night's values.
nightly("-DCDASH_URL:STRING=http://127.0.0.1:9/submit.php")
expect_success()
expect_output("nightly: passed")
expect_output("nightly: nothing was submitted")
expect_untouched()
set(patch "${build}/nightly/append-baselines.patch")
git(apply "${patch}")
file(GLOB baseline "${source}/baselines/*/subject/work.json")
file(READ "${baseline}" text)
string(JSON sessions LENGTH "${text}" sessions)
expect_equal("sessions in the baseline" "${sessions}" 2)
commit("the proposal")

# Baselines that git ignores: no proposal, and they stay as they were.
file(WRITE "${source}/.gitignore" "baselines/\n")
git(rm -r --quiet --cached baselines)
commit("baselines that nobody commits")
file(READ "${baseline}" before)
nightly()
expect_success()
expect_output("nightly: no proposal: these baselines are not committed")
expect_untouched()
file(READ "${baseline}" after)
expect_equal("the baseline that is not committed" "${after}" "${before}")
file(REMOVE "${source}/.gitignore")
commit("baselines are committed again")

# Regressed: fails, and proposes nothing.
file(READ "${source}/scenario.cpp" text)
string(REPLACE "seconds = 0.010" "seconds = 0.020" text "${text}")
file(WRITE "${source}/scenario.cpp" "${text}")
commit("slower")
nightly()
expect_failure("nightly: FAILED: a scenario regressed, failed or was not judged")
expect_output("not appended: subject/work")
expect_untouched()
if(EXISTS "${patch}")
  message(FATAL_ERROR "a regressed night is proposed as a baseline")
endif()

# Nothing matched
nightly("-DLABEL:STRING=^prf$")
expect_failure("nightly: FAILED: nothing was measured")
