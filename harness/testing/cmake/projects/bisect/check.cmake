# A regression among commits of which one does not build and one lacks the scenario: found, told, and resumed.
skip_under_sanitizers()
skip_without_git()
move_into_repository()

# commit(<name> <seconds>): what the scenario takes from now on; the commit is tagged.
function(commit name seconds)
  file(WRITE "${source}/level.hpp" "// ${name}\nstatic constexpr double seconds = ${seconds};\n")
  git(add .)
  git(commit --quiet --message "makes ${name}")
  git(tag ${name})
endfunction()

macro(bisect)
  run("${RATCHET_RUNNER}" bisect work/level --build "${build}" ${ARGN})
endmacro()

# More commits than builds are kept: the good end must be among those that are.
foreach(number RANGE 1 14)
  set(seconds 0.01000)
  if(number GREATER 8)
    set(seconds 0.01060)
  endif()
  commit(c${number} ${seconds})
  if(number EQUAL 7)
    commit(broken "no number")
  endif()
endforeach()
configure(-DCMAKE_BUILD_TYPE=Release)
expect_success()
build()
expect_success()
run("${git}" -C "${source}" rev-parse c9)
string(SUBSTRING "${output}" 0 12 culprit)

bisect(--good c1 --bad c14)
expect_success()
expect_output("${culprit} made work/level slower: wall_time +6.0 % [+6.0, +6.0] against the good end. \"makes c9\"")
file(GLOB kept "${build}/perf/references/builds/*/build")
list(LENGTH kept count)
expect_equal("kept builds" "${count}" 5)

# Taken up again, it goes on with the plan of its first duet, which is slow to find.
file(GLOB search "${build}/perf/bisections/*/bisection.json")
file(READ "${search}" json)
string(JSON open_again SET "${json}" commits 14 state "\"untried\"")
string(JSON open_again SET "${open_again}" threshold null)
string(JSON open_again SET "${open_again}" plan iterations 7)
file(WRITE "${search}" "${open_again}")
bisect(--good c1 --bad c14)
expect_success()
file(READ "${search}" again)
json_value(iterations "${again}" plan iterations)
expect_equal("iterations of a search that was taken up again" "${iterations}" 7)

# All is known already.
bisect(--good c1 --bad c14)
expect_success()
expect_output("${culprit} made work/level slower")
if(output MATCHES "not tried|ratchet: building")
  message(FATAL_ERROR "steps were taken again:\n${output}")
endif()

# What does not build leaves a range.
git(reset --quiet --hard c2)
commit(gap "no number")
commit(slow 0.0110)
bisect(--good c2 --bad slow)
expect_equal("exit code of a range" "${result}" 77)
expect_output("One of 2 commits from")
expect_output("building it failed")

bisect(--good c1 --bad c2)
expect_equal("exit code of nothing to find" "${result}" 77)
expect_output("is no slower than")

# What the build tree was configured with since is part of the search.
git(checkout --quiet -b sized c2)
commit(big "BIG ? 0.0120 : 0.0100")
bisect(--good c2 --bad big)
expect_equal("exit code of nothing to find" "${result}" 77)
configure(-DCMAKE_BUILD_TYPE=Release -DBIG=ON)
build()
bisect(--good c2 --bad big)
expect_success()
expect_output("made work/level slower: wall_time +20.0 %")
configure(-DCMAKE_BUILD_TYPE=Release -DBIG=OFF)

bisect(--good gap --bad slow)
expect_equal("exit code of a good end that does not build" "${result}" 4)
expect_output("the good end: ")

bisect(--good c2 --bad c2)
expect_equal("exit code of one end" "${result}" 2)
expect_output("is the good and the bad commit in one")

bisect(--good slow --bad c2)
expect_equal("exit code of exchanged ends" "${result}" 2)
expect_output("is no ancestor of the bad commit")

# A good end that the bad one has by a merge alone.
git(checkout --quiet -b side c2)
commit(aside 0.0100)
git(checkout --quiet slow)
git(merge --quiet --strategy ours --message merged aside)
git(tag merged)
bisect(--good aside --bad merged)
expect_equal("exit code of an end on another branch" "${result}" 2)
expect_output("by a branch that was merged")
