# Comparing with another commit: built once in a worktree of its own, run in turns, judged.
skip_under_sanitizers()
skip_without_git()
move_into_repository()

# commit_level(<seconds>): what the scenario takes from now on.
function(commit_level seconds)
  file(READ "${source}/work.cpp" text)
  string(REGEX REPLACE "seconds = [^\n;]*" "seconds = ${seconds}" text "${text}")
  file(WRITE "${source}/work.cpp" "${text}")
  git(commit --quiet --all --message "takes ${seconds}")
endfunction()

macro(duet)
  run("${RATCHET_RUNNER}" duet work/level --build "${build}" ${ARGN})
endmacro()

git(add .)
git(commit --quiet --message first)
git(tag v1)
commit_level(0.012)
git(tag v2)
configure(-DCMAKE_BUILD_TYPE=Release)
expect_success()
build()
expect_success()

duet(--against v1)
expect_equal("exit code of a regression" "${result}" 1)
expect_output("ratchet: building v1 (")
expect_output("work/level regressed 12.0 ms 10.0 ms +20.0 % [+20.0, +20.0]")
expect_output("(side by side with v1 (")
file(READ "${build}/perf/latest/scenarios/work/level/scenario.json" json)
json_value(blocks "${json}" verdict gates 0 blocks)
expect_equal("blocks of a clear case" "${blocks}" 10)

file(GLOB unneeded "${build}/perf/references/builds/*/build/unneeded")
expect_equal("made besides what is measured" "${unneeded}" "")

# Built already
duet(--against v1)
expect_equal("exit code of a regression" "${result}" 1)
if(output MATCHES "building")
  message(FATAL_ERROR "the reference was built again:\n${output}")
endif()
# All of it can be derived again.
run("${RATCHET_RUNNER}" report "${build}/perf/latest")
expect_equal("exit code of the report" "${result}" 1)
expect_output("+20.0 % [+20.0, +20.0]")

duet(--against HEAD)
expect_success()
expect_output("work/level unchanged")

duet(--against v9)
expect_equal("exit code of a wrong name" "${result}" 2)
expect_output("v9: names no commit")

# Two stages: what the stored baseline does not find unchanged is run in turns with the program it was recorded with.
macro(measure scenario confirm)
  run("${CMAKE_COMMAND}" -E env RATCHET_CONFIRM=${confirm} ${ARGN} "${RATCHET_RUNNER}" run ${scenario} --build "${build}")
endmacro()
run("${RATCHET_RUNNER}" baseline update --force --build "${build}")
expect_success()

function(expect_red_alone)
  expect_equal("exit code by the stored baseline alone" "${result}" 1)
  if(output MATCHES "side by side")
    message(FATAL_ERROR "there was nothing to confirm with:\n${output}")
  endif()
endfunction()
commit_level(0.015)
build()
expect_success()
file(WRITE "${build}/weather" 0.020)
measure(work/weather never)
expect_red_alone()
measure(work/weather auto)
expect_success()
expect_output("work/weather unchanged 20.0 ms 20.0 ms 0.0 %")
expect_output("; the stored baseline alone: ")
expect_output("wall_time regressed: +100.0 %")

# A variable of the scenario's is part of what was accepted.
measure(work/setting auto SETTING=0.020)
expect_equal("exit code of another setting" "${result}" 1)
expect_output("work/setting regressed 20.0 ms 10.0 ms +100.0 %")

measure(work/level auto)
expect_equal("exit code of slower code" "${result}" 1)
expect_output("work/level regressed 15.0 ms 12.0 ms +25.0 %")
expect_output("(side by side with the program of the baseline, ")

# The kept program knows nothing of the arguments that it was recorded with: told today's, it would be as slow.
configure(-DCMAKE_BUILD_TYPE=Release -DPAUSE=0.03)
measure(pause/nap auto)
expect_red_alone()
configure(-DCMAKE_BUILD_TYPE=Release -DPAUSE=0.01)

# The programs may be gone, as on another machine.
file(GLOB kept "${build}/perf/references/*")
list(FILTER kept EXCLUDE REGEX "/builds$")
file(REMOVE_RECURSE ${kept})
measure(work/level auto)
expect_red_alone()
measure(work/level always)
expect_equal("exit code of slower code" "${result}" 1)
expect_output("(side by side with ")
expect_output("work/level regressed 15.0 ms 12.0 ms +25.0 %")
measure(work/setting always SETTING=0.020)
expect_equal("exit code of another setting" "${result}" 1)
expect_output("work/setting regressed 20.0 ms 10.0 ms +100.0 %")
expect_output("(side by side with ")
measure(work/place always)
expect_equal("exit code where each build has a path of its own" "${result}" 1)
expect_output("work/place regressed 15.0 ms 12.0 ms +25.0 %")
measure(work/level sometimes)
expect_equal("exit code of a wrong word" "${result}" 2)
expect_output("RATCHET_CONFIRM: \"sometimes\" is not auto, always or never")
commit_level(0.012)
build()

# What was built has lost its program: built again.
file(GLOB programs "${build}/perf/references/builds/*/build/work")
foreach(program IN LISTS programs)
  file(WRITE "${program}" "")
endforeach()
duet(--against v1)
expect_equal("exit code of a regression" "${result}" 1)
expect_output("ratchet: building v1 (")

# A ratchet that is killed while it builds leaves no build behind, which would go on beside the next one.
file(READ "${source}/CMakeLists.txt" lists)
file(APPEND "${source}/CMakeLists.txt" [=[
add_custom_target(slow COMMAND sh -c "echo $$ > slow.pid && exec sleep 600" VERBATIM)
add_dependencies(work slow)
]=])
git(commit --quiet --all --message "builds slowly")
file(WRITE "${WORK}/kill_while_building.sh" [=[
"$1" duet work/level --build "$2" --against HEAD & ratchet=$!
seek() { cat "$1"/perf/references/builds/*/build/slow.pid 2>/dev/null; }
tries=0; until [ -n "$(seek "$2")" ] || [ $tries = 600 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -KILL $ratchet
tries=0; while kill -0 "$(seek "$2")" 2>/dev/null && [ $tries != 100 ]; do sleep 0.1; tries=$((tries + 1)); done
[ -n "$(seek "$2")" ] && [ $tries != 100 ] && echo "the build ended with it"
]=])
run(sh "${WORK}/kill_while_building.sh" "${RATCHET_RUNNER}" "${build}")
expect_output("the build ended with it")
file(WRITE "${source}/CMakeLists.txt" "${lists}")
git(commit --quiet --all --message "builds as ever")

# A commit that does not build, and one without the scenario
commit_level("no number")
duet(--against HEAD)
expect_equal("exit code of a broken reference" "${result}" 4)
expect_output("build.log: building it failed")
commit_level(0.012)
file(READ "${source}/work.cpp" text)
string(REPLACE "\"level\"" "\"depth\"" text "${text}")
file(WRITE "${source}/work.cpp" "${text}")
git(commit --quiet --all --message renamed)
duet(--against HEAD)
expect_equal("exit code without the scenario" "${result}" 2)
expect_output("has no scenario work/level")

# What was built goes, and git forgets it.
duet(--against v1 --clean)
expect_output("ratchet: building v1 (")
run("${git}" -C "${source}" worktree list --porcelain)
string(REGEX MATCHALL "worktree " worktrees "${output}")
list(LENGTH worktrees count)
expect_equal("worktrees: the project's and one reference's" "${count}" 2)

# Of a multi-config tree the commit is built, and read, in the configuration that is measured.
set(generator_before "${generator}")
set(build_before "${build}")
set(generator "Ninja Multi-Config")
set(build "${WORK}/multi")
configure()
expect_success()
build(--config RelWithDebInfo)
run("${RATCHET_RUNNER}" duet work/depth --registry "${build}/perf/RelWithDebInfo/registry" --against HEAD)
expect_success()
expect_output("work/depth unchanged")
set(generator "${generator_before}")
set(build "${build_before}")

# The recipe of ci/README.md for pull requests, on a runner that keeps nothing: a fresh clone, measured against the
# merge base, and a text to post.
git(branch trunk v1)
git(branch feature v2)
run("${git}" clone --quiet --branch feature "file://${source}" "${WORK}/runner")
expect_success()
set(source "${WORK}/runner")
set(build "${source}/build")
configure(-DCMAKE_BUILD_TYPE=Release)
build()
run("${git}" -C "${source}" merge-base origin/trunk HEAD)
string(STRIP "${output}" base)
set(ENV{GITHUB_ACTIONS} true)
set(ENV{GITHUB_STEP_SUMMARY} "${WORK}/summary.md")
duet(--against "${base}")
expect_equal("exit code of a slower pull request" "${result}" 1)
foreach(text IN ITEMS "${build}/perf/latest/report.md" "${WORK}/summary.md")
  file(READ "${text}" output)
  expect_output("work/level")
  expect_output("+20.0 % [+20.0, +20.0]")
  expect_output("side by side with")
endforeach()
