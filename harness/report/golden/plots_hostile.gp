# Draws changes.svg and changes.png from changes.dat: run `gnuplot changes.gp` in this folder.
set encoding utf8
set decimalsign '.'
do for [format in 'svg png'] {
    if (format eq 'svg') {
        set terminal svg size 1286,212 noenhanced font 'sans-serif,12' background '#ffffff'
    } else {
        set terminal pngcairo size 1286,212 noenhanced font 'sans-serif,12' fontscale 0.75 background '#ffffff'
    }
    set output 'changes.'.format
    reset
    set border 3 linecolor rgb '#6b6b6b' linewidth 1
    set tics nomirror out scale 0.5 font 'sans-serif,10' textcolor rgb '#222222'
    set grid linecolor rgb '#e4e4e4' linewidth 0.5
    unset key
    set multiplot
    set label 'Change against the baseline' at screen 0.01244,0.89623 left front font 'sans-serif,15' textcolor rgb '#222222'
    set label 'suite `touch pwned`’; system(’touch pwned’) #\\n"@x {/*5 x}_^~ <script>alert(1)</script>]] >&amp; %s \x…em(’touch pwned’) #\\n"@x {/*5 x}_^~ <script>alert(1)</script>]] >&amp; %s \xff\u{ffff}\u{202e}\x1b[31m' at screen 0.01244,0.78302 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set label '▲ hostile/`touch pwned`’; system(’…mp; %s \xff\u{ffff}\u{202e}\x1b[31m' at screen 0.36983,0.63208 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '+5.1 % [+3.0, +7.3]' at screen 0.88967,0.63208 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '▲ hostile/name' at screen 0.36983,0.50000 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '+5.5 % [+3.1, +8.0]' at screen 0.88967,0.50000 left front font 'sans-serif,12' textcolor rgb '#222222'
    set lmargin at screen 0.38072
    set rmargin at screen 0.87879
    set tmargin at screen 0.69811
    set bmargin at screen 0.43396
    set yrange [1.5:-0.5]
    unset ytics
    set border 1
    set xrange [-5.5268656820234545:8.752404826858715]
    set format x '%.0f %%'
    set xtics 5
    set xlabel '◀ less          change against the baseline          more ▶' font ',11'
    plot 'changes.dat' index 0 using (100*$1):3:(100*$1):(100*$2):($3-0.505):($3+0.505) with boxxyerror linecolor rgb '#eeeeee' fillstyle solid noborder, \
         'changes.dat' index 0 using (100*$1):($3-0.5):(0):(1) with vectors nohead linecolor rgb '#8c8c8c' linewidth 1, \
         'changes.dat' index 0 using (100*$2):($3-0.5):(0):(1) with vectors nohead linecolor rgb '#8c8c8c' linewidth 1, \
         'changes.dat' index 1 using (100*$1):3:(100*$1):(100*$2):($3-0.505):($3+0.505) with boxxyerror linecolor rgb '#cfe3ef' fillstyle solid noborder, \
         'changes.dat' index 1 using (100*$1):($3-0.5):(0):(1) with vectors nohead linecolor rgb '#0072b2' linewidth 1, \
         'changes.dat' index 1 using (100*$2):($3-0.5):(0):(1) with vectors nohead linecolor rgb '#0072b2' linewidth 1, \
         'changes.dat' index 2 using 1:2 with lines linecolor rgb '#6b6b6b' linewidth 1, \
         'changes.dat' index 3 using (100*$2):4:(100*($3-$2)):(0) with vectors nohead linecolor rgb '#d55e00' linewidth 2.5, \
         'changes.dat' index 3 using (100*$1):4 with points pointtype 9 pointsize 1.1 linewidth 2 linecolor rgb '#d55e00'
    unset label
    
    unset object
    unset arrow
    unset border
    unset tics
    unset grid
    unset xlabel
    unset ylabel
    set key at screen 0.5,screen 0.0 center bottom horizontal samplen 2 font ',11'
    set lmargin at screen 0.01244
    set rmargin at screen 0.98756
    set tmargin at screen 0.18868
    set bmargin at screen 0.00000
    plot [0:1] [0:1] -1 with points pointtype 9 pointsize 1.1 linewidth 2 linecolor rgb '#d55e00' title 'regressed', -1 with vectors nohead linecolor rgb '#0072b2' linewidth 1 title 'tolerated (θ)', -1 with vectors nohead linecolor rgb '#8c8c8c' linewidth 1 title 'must be detected (δ)'
    unset multiplot
    unset output
}
# Draws runs.svg and runs.png from runs.dat: run `gnuplot runs.gp` in this folder.
set encoding utf8
set decimalsign '.'
do for [format in 'svg png'] {
    if (format eq 'svg') {
        set terminal svg size 1000,374 noenhanced font 'sans-serif,12' background '#ffffff'
    } else {
        set terminal pngcairo size 1000,374 noenhanced font 'sans-serif,12' fontscale 0.75 background '#ffffff'
    }
    set output 'runs.'.format
    reset
    set border 3 linecolor rgb '#6b6b6b' linewidth 1
    set tics nomirror out scale 0.5 font 'sans-serif,10' textcolor rgb '#222222'
    set grid linecolor rgb '#e4e4e4' linewidth 0.5
    unset key
    set multiplot
    set label 'Runs in their order' at screen 0.01600,0.94118 left front font 'sans-serif,15' textcolor rgb '#222222'
    set label 'suite `touch pwned`’; system(’touch pwned’) #\\n"@x {/*5 x}_^~ <script>alert(1)…@x {/*5 x}_^~ <script>alert(1)</script>]] >&amp; %s \xff\u{ffff}\u{202e}\x1b[31m' at screen 0.01600,0.87701 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set label '▲ hostile/`touch pwned`’; system(’t…amp; %s \xff\u{ffff}\u{202e}\x1b[31m' at screen 0.01600,0.79144 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '49.9 k `touch pwned`’; system(’touch p…s \xff\u{ffff}\u{202e}\x1b[31m · +5.1 %' at screen 0.01600,0.74599 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.07600
    set rmargin at screen 0.48400
    set tmargin at screen 0.70053
    set bmargin at screen 0.23529
    set yrange [48.32113843958964:51.24787597640345]
    set format y '%.1f'
    set ytics 0.5
    set xrange [0.5:9.5]
    set xtics 1
    set xlabel 'run' font ',11' offset 0,0.4
    set ylabel '`touch pwn…2e}\x1b[31m' font ',11'
    plot 'runs.dat' index 0 using 1:($2/1000):($3/1000) with filledcurves linecolor rgb '#e4e4e4' fillstyle solid noborder, \
         'runs.dat' index 0 using 1:($4/1000) with lines linecolor rgb '#8c8c8c' linewidth 1.5, \
         'runs.dat' index 1 using 1:($2/1000) with lines linecolor rgb '#d55e00' linewidth 1 dashtype 2, \
         'runs.dat' index 2 using 1:($2/1000) with lines linecolor rgb '#56b4e9' linewidth 1, \
         'runs.dat' index 2 using 1:($2/1000) with points pointtype 7 pointsize 0.6 linecolor rgb '#0072b2'
    unset label
    
    set label '▲ hostile/name' at screen 0.51600,0.79144 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '10.6 ms · baseline 10.0 ms · +5.5 % [+3.1, +8.0]' at screen 0.51600,0.74599 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.57600
    set rmargin at screen 0.98400
    set tmargin at screen 0.70053
    set bmargin at screen 0.23529
    set yrange [9.830237954281051:10.758361220964384]
    set format y '%.1f'
    set ytics 0.2
    set xrange [0.5:9.5]
    set xtics 1
    set xlabel 'run' font ',11' offset 0,0.4
    set ylabel 'wall_time, ms' font ',11'
    plot 'runs.dat' index 3 using 1:($2/0.001):($3/0.001) with filledcurves linecolor rgb '#e4e4e4' fillstyle solid noborder, \
         'runs.dat' index 3 using 1:($4/0.001) with lines linecolor rgb '#8c8c8c' linewidth 1.5, \
         'runs.dat' index 4 using 1:($2/0.001) with lines linecolor rgb '#d55e00' linewidth 1 dashtype 2, \
         'runs.dat' index 5 using 1:($2/0.001) with lines linecolor rgb '#56b4e9' linewidth 1, \
         'runs.dat' index 5 using 1:($2/0.001) with points pointtype 7 pointsize 0.6 linecolor rgb '#0072b2'
    unset label
    
    unset object
    unset arrow
    unset border
    unset tics
    unset grid
    unset xlabel
    unset ylabel
    set key at screen 0.5,screen 0.0 center bottom horizontal samplen 2 font ',11'
    set lmargin at screen 0.01600
    set rmargin at screen 0.98400
    set tmargin at screen 0.10695
    set bmargin at screen 0.00000
    plot [0:1] [0:1] -1 with points pointtype 7 pointsize 0.6 linecolor rgb '#0072b2' title 'run of this session', -1 with lines linecolor rgb '#8c8c8c' linewidth 1.5 title 'median of the baseline', -1 with boxes linecolor rgb '#e4e4e4' fillstyle solid noborder title '90 % of its runs', -1 with lines linecolor rgb '#d55e00' linewidth 1 dashtype 2 title 'tolerated'
    unset multiplot
    unset output
}
# Draws distribution.svg and distribution.png from distribution.dat: run `gnuplot distribution.gp` in this folder.
set encoding utf8
set decimalsign '.'
do for [format in 'svg png'] {
    if (format eq 'svg') {
        set terminal svg size 1000,374 noenhanced font 'sans-serif,12' background '#ffffff'
    } else {
        set terminal pngcairo size 1000,374 noenhanced font 'sans-serif,12' fontscale 0.75 background '#ffffff'
    }
    set output 'distribution.'.format
    reset
    set border 3 linecolor rgb '#6b6b6b' linewidth 1
    set tics nomirror out scale 0.5 font 'sans-serif,10' textcolor rgb '#222222'
    set grid linecolor rgb '#e4e4e4' linewidth 0.5
    unset key
    set multiplot
    set label 'Distribution of the runs, now and in the baseline' at screen 0.01600,0.94118 left front font 'sans-serif,15' textcolor rgb '#222222'
    set label 'suite `touch pwned`’; system(’touch pwned’) #\\n"@x {/*5 x}_^~ <script>alert(1)…@x {/*5 x}_^~ <script>alert(1)</script>]] >&amp; %s \xff\u{ffff}\u{202e}\x1b[31m' at screen 0.01600,0.87701 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set label '▲ hostile/`touch pwned`’; system(’t…amp; %s \xff\u{ffff}\u{202e}\x1b[31m' at screen 0.01600,0.79144 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '49.9 k `touch pwned`’; system(’touch p…s \xff\u{ffff}\u{202e}\x1b[31m · +5.1 %' at screen 0.01600,0.74599 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.07600
    set rmargin at screen 0.48400
    set tmargin at screen 0.70053
    set bmargin at screen 0.23529
    set xrange [48.270184461110816:52.14806292952922]
    set format x '%.0f'
    set xtics 1
    set yrange [0:1.04]
    set ytics ('0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75, '100 %%' 1)
    set xlabel '`touch pwn…2e}\x1b[31m' font ',11' offset 0,0.4
    set ylabel 'runs up to here' font ',11'
    plot 'distribution.dat' index 0 using ($1/1000):2 with steps linecolor rgb '#8c8c8c' linewidth 2, \
         'distribution.dat' index 1 using ($1/1000):2 with points pointtype 6 pointsize 1 linewidth 1.5 linecolor rgb '#6b6b6b', \
         'distribution.dat' index 2 using ($1/1000):2 with steps linecolor rgb '#0072b2' linewidth 2, \
         'distribution.dat' index 3 using ($1/1000):2 with points pointtype 7 pointsize 1 linecolor rgb '#0072b2'
    unset label
    
    set label '▲ hostile/name' at screen 0.51600,0.79144 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '10.6 ms · baseline 10.0 ms · +5.5 % [+3.1, +8.0]' at screen 0.51600,0.74599 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.57600
    set rmargin at screen 0.98400
    set tmargin at screen 0.70053
    set bmargin at screen 0.23529
    set xrange [9.752009259360909:10.762789260299485]
    set format x '%.1f'
    set xtics 0.2
    set yrange [0:1.04]
    set ytics ('0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75, '100 %%' 1)
    set xlabel 'wall_time, ms' font ',11' offset 0,0.4
    set ylabel 'runs up to here' font ',11'
    plot 'distribution.dat' index 4 using ($1/0.001):2 with steps linecolor rgb '#8c8c8c' linewidth 2, \
         'distribution.dat' index 5 using ($1/0.001):2 with points pointtype 6 pointsize 1 linewidth 1.5 linecolor rgb '#6b6b6b', \
         'distribution.dat' index 6 using ($1/0.001):2 with steps linecolor rgb '#0072b2' linewidth 2, \
         'distribution.dat' index 7 using ($1/0.001):2 with points pointtype 7 pointsize 1 linecolor rgb '#0072b2'
    unset label
    
    unset object
    unset arrow
    unset border
    unset tics
    unset grid
    unset xlabel
    unset ylabel
    set key at screen 0.5,screen 0.0 center bottom horizontal samplen 2 font ',11'
    set lmargin at screen 0.01600
    set rmargin at screen 0.98400
    set tmargin at screen 0.10695
    set bmargin at screen 0.00000
    plot [0:1] [0:1] -1 with steps linecolor rgb '#0072b2' linewidth 2 title 'this session', -1 with points pointtype 7 pointsize 1 linecolor rgb '#0072b2' title 'its median', -1 with steps linecolor rgb '#8c8c8c' linewidth 2 title 'baseline', -1 with points pointtype 6 pointsize 1 linewidth 1.5 linecolor rgb '#6b6b6b' title 'its median'
    unset multiplot
    unset output
}
# Draws spread.svg and spread.png from spread.dat: run `gnuplot spread.gp` in this folder.
set encoding utf8
set decimalsign '.'
do for [format in 'svg png'] {
    if (format eq 'svg') {
        set terminal svg size 1456,244 noenhanced font 'sans-serif,12' background '#ffffff'
    } else {
        set terminal pngcairo size 1456,244 noenhanced font 'sans-serif,12' fontscale 0.75 background '#ffffff'
    }
    set output 'spread.'.format
    reset
    set border 3 linecolor rgb '#6b6b6b' linewidth 1
    set tics nomirror out scale 0.5 font 'sans-serif,10' textcolor rgb '#222222'
    set grid linecolor rgb '#e4e4e4' linewidth 0.5
    unset key
    set multiplot
    set label 'Spread of the runs' at screen 0.01099,0.90984 left front font 'sans-serif,15' textcolor rgb '#222222'
    set label 'suite `touch pwned`’; system(’touch pwned’) #\\n"@x {/*5 x}_^~ <script>alert(1)</script>]] >&amp; %s \xff\u{ffff}\u{2…h pwned`’; system(’touch pwned’) #\\n"@x {/*5 x}_^~ <script>alert(1)</script>]] >&amp; %s \xff\u{ffff}\u{202e}\x1b[31m' at screen 0.01099,0.81148 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set label '▲ hostile/`touch pwned`’; system(’…mp; %s \xff\u{ffff}\u{202e}\x1b[31m' at screen 0.32665,0.64754 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '49.9 k `touch pwned`’…{202e}\x1b[31m, 9 runs' at screen 0.78560,0.64754 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '▲ hostile/name' at screen 0.32665,0.46721 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '10.6 ms, 9 runs' at screen 0.78560,0.46721 left front font 'sans-serif,12' textcolor rgb '#222222'
    set lmargin at screen 0.33626
    set rmargin at screen 0.77599
    set tmargin at screen 0.73770
    set bmargin at screen 0.37705
    set yrange [1.5:-0.5]
    unset ytics
    set border 1
    set xrange [-3.8196890729702324:7.430517755597986]
    set format x '%.0f %%'
    set xtics 2
    set xlabel 'deviation from the median of the baseline (without one: of the runs)' font ',11'
    plot 'spread.dat' index 0 using 1:2 with lines linecolor rgb '#6b6b6b' linewidth 1, \
         'spread.dat' index 1 using (100*$1):3:(100*($2-$1)):(0) with vectors nohead linecolor rgb '#8c8c8c' linewidth 1.5, \
         'spread.dat' index 2 using (100*$1):3:(100*$1):(100*$2):($3-0.11):($3+0.11) with boxxyerror linecolor rgb '#d4d4d4' fillstyle solid noborder, \
         'spread.dat' index 3 using (100*$1):2 with points pointtype 7 pointsize 0.3 linecolor rgb '#6b6b6b', \
         'spread.dat' index 4 using (100*$1):($2-0.11):(0):(0.22) with vectors nohead linecolor rgb '#6b6b6b' linewidth 3, \
         'spread.dat' index 5 using (100*$1):3:(100*($2-$1)):(0) with vectors nohead linecolor rgb '#0072b2' linewidth 1.5, \
         'spread.dat' index 6 using (100*$1):3:(100*$1):(100*$2):($3-0.18):($3+0.18) with boxxyerror linecolor rgb '#7fb8d9' fillstyle solid noborder, \
         'spread.dat' index 7 using (100*$1):2 with points pointtype 7 pointsize 0.35 linecolor rgb '#004a75', \
         'spread.dat' index 8 using (100*$1):($2-0.18):(0):(0.36) with vectors nohead linecolor rgb '#0072b2' linewidth 3
    unset label
    
    unset object
    unset arrow
    unset border
    unset tics
    unset grid
    unset xlabel
    unset ylabel
    set key at screen 0.5,screen 0.0 center bottom horizontal samplen 2 font ',11'
    set lmargin at screen 0.01099
    set rmargin at screen 0.98901
    set tmargin at screen 0.16393
    set bmargin at screen 0.00000
    plot [0:1] [0:1] -1 with vectors nohead linecolor rgb '#0072b2' linewidth 3 title 'median', -1 with boxes linecolor rgb '#7fb8d9' fillstyle solid noborder title 'middle half of the runs', -1 with points pointtype 7 pointsize 0.35 linecolor rgb '#004a75' title 'run', -1 with boxes linecolor rgb '#d4d4d4' fillstyle solid noborder title 'the same of the baseline'
    unset multiplot
    unset output
}
# Draws components.svg and components.png from components.dat: run `gnuplot components.gp` in this folder.
set encoding utf8
set decimalsign '.'
do for [format in 'svg png'] {
    if (format eq 'svg') {
        set terminal svg size 1210,224 noenhanced font 'sans-serif,12' background '#ffffff'
    } else {
        set terminal pngcairo size 1210,224 noenhanced font 'sans-serif,12' fontscale 0.75 background '#ffffff'
    }
    set output 'components.'.format
    reset
    set border 3 linecolor rgb '#6b6b6b' linewidth 1
    set tics nomirror out scale 0.5 font 'sans-serif,10' textcolor rgb '#222222'
    set grid linecolor rgb '#e4e4e4' linewidth 0.5
    unset key
    set multiplot
    set label 'Where the time of a run goes' at screen 0.01322,0.90179 left front font 'sans-serif,15' textcolor rgb '#222222'
    set label 'suite `touch pwned`’; system(’touch pwned’) #\\n"@x {/*5 x}_^~ <script>alert(1)</script>]] >&amp…uch pwned’) #\\n"@x {/*5 x}_^~ <script>alert(1)</script>]] >&amp; %s \xff\u{ffff}\u{202e}\x1b[31m' at screen 0.01322,0.79464 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set label '✗ hostile/`touch pwned`’; system(’…mp; %s \xff\u{ffff}\u{202e}\x1b[31m' at screen 0.39306,0.63839 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '20.0 ms' at screen 0.94552,0.63839 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '▲ hostile/name' at screen 0.39306,0.48661 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '20.0 ms' at screen 0.94552,0.48661 left front font 'sans-serif,12' textcolor rgb '#222222'
    set lmargin at screen 0.40463
    set rmargin at screen 0.65772
    set tmargin at screen 0.71429
    set bmargin at screen 0.41071
    set yrange [1.5:-0.5]
    unset ytics
    set border 1
    set xrange [0:20.800000000000004]
    set xlabel 'timed work, ms' font ',11'
    plot 'components.dat' index 0 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#0072b2' fillstyle solid noborder, \
         'components.dat' index 1 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#e69f00' fillstyle solid noborder, \
         'components.dat' index 2 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#009e73' fillstyle solid noborder, \
         'components.dat' index 3 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#cc79a7' fillstyle solid noborder, \
         'components.dat' index 4 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#56b4e9' fillstyle solid noborder, \
         'components.dat' index 5 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#d55e00' fillstyle solid noborder, \
         'components.dat' index 6 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#d4d4d4' fillstyle solid noborder
    unset label
    
    set lmargin at screen 0.68086
    set rmargin at screen 0.93395
    set tmargin at screen 0.71429
    set bmargin at screen 0.41071
    set yrange [1.5:-0.5]
    unset ytics
    set border 1
    set xrange [0:100.00000000000003]
    set format x '%.0f %%'
    set xlabel 'share of it' font ',11'
    plot 'components.dat' index 0 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#0072b2' fillstyle solid noborder, \
         'components.dat' index 1 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#e69f00' fillstyle solid noborder, \
         'components.dat' index 2 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#009e73' fillstyle solid noborder, \
         'components.dat' index 3 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#cc79a7' fillstyle solid noborder, \
         'components.dat' index 4 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#56b4e9' fillstyle solid noborder, \
         'components.dat' index 5 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#d55e00' fillstyle solid noborder, \
         'components.dat' index 6 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#d4d4d4' fillstyle solid noborder
    
    unset object
    unset arrow
    unset border
    unset tics
    unset grid
    unset xlabel
    unset ylabel
    set key at screen 0.5,screen 0.0 center bottom horizontal samplen 2 font ',11'
    set lmargin at screen 0.01322
    set rmargin at screen 0.98678
    set tmargin at screen 0.17857
    set bmargin at screen 0.00000
    plot [0:1] [0:1] -1 with boxes linecolor rgb '#0072b2' fillstyle solid noborder title '`touch pw…}\x1b[31m', -1 with boxes linecolor rgb '#e69f00' fillstyle solid noborder title '{', -1 with boxes linecolor rgb '#009e73' fillstyle solid noborder title '’', -1 with boxes linecolor rgb '#cc79a7' fillstyle solid noborder title '#', -1 with boxes linecolor rgb '#56b4e9' fillstyle solid noborder title '\', -1 with boxes linecolor rgb '#d55e00' fillstyle solid noborder title '}', -1 with boxes linecolor rgb '#d4d4d4' fillstyle solid noborder title 'rest, in no part'
    unset multiplot
    unset output
}
