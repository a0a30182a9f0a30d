# Draws runs.svg and runs.png from runs.dat: run `gnuplot runs.gp` in this folder.
set encoding utf8
set decimalsign '.'
do for [format in 'svg png'] {
    if (format eq 'svg') {
        set terminal svg size 1080,764 noenhanced font 'sans-serif,12' background '#ffffff'
    } else {
        set terminal pngcairo size 1080,764 noenhanced font 'sans-serif,12' fontscale 0.75 background '#ffffff'
    }
    set output 'runs.'.format
    reset
    set border 3 linecolor rgb '#6b6b6b' linewidth 1
    set tics nomirror out scale 0.5 font 'sans-serif,10' textcolor rgb '#222222'
    set grid linecolor rgb '#e4e4e4' linewidth 0.5
    unset key
    set multiplot
    set label 'Runs in their order' at screen 0.01481,0.97120 left front font 'sans-serif,15' textcolor rgb '#222222'
    set label 'suite quick: 7 scenarios, session 2026-01-31T12-30-05Z' at screen 0.01481,0.93979 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set label '▲ tree_search/reuse throughput' at screen 0.01481,0.89791 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '4.27 M nodes/s · baseline 4.57 M nodes/s · -6.7 %' at screen 0.01481,0.87565 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.07037
    set rmargin at screen 0.31852
    set tmargin at screen 0.85340
    set bmargin at screen 0.69110
    set yrange [4.21414597813227:4.652044094576]
    set format y '%.1f'
    set ytics 0.1
    set xrange [0.5:9.5]
    set xtics 1
    set xlabel 'run' font ',11' offset 0,0.4
    set ylabel 'throughput, M nodes/s' font ',11'
    plot 'runs.dat' index 0 using 1:($2/1000000):($3/1000000) with filledcurves linecolor rgb '#e4e4e4' fillstyle solid noborder, \
         'runs.dat' index 0 using 1:($4/1000000) with lines linecolor rgb '#8c8c8c' linewidth 1.5, \
         'runs.dat' index 1 using 1:($2/1000000) with lines linecolor rgb '#d55e00' linewidth 1 dashtype 2, \
         'runs.dat' index 2 using 1:($2/1000000) with lines linecolor rgb '#56b4e9' linewidth 1, \
         'runs.dat' index 2 using 1:($2/1000000) with points pointtype 7 pointsize 0.6 linecolor rgb '#0072b2'
    unset label
    
    set label '▲ tree_search/wide_tree' at screen 0.34815,0.89791 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '13.0 ms · baseline 12.3 ms · +5.6 % [+3.2, +8.1]' at screen 0.34815,0.87565 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.40370
    set rmargin at screen 0.65185
    set tmargin at screen 0.85340
    set bmargin at screen 0.69110
    set yrange [12.055414809413831:13.36216473827342]
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
    
    set label '? tree_search/deep_tree' at screen 0.68148,0.89791 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '7.43 ms · baseline 7.13 ms · +4.1 % [+1.4, +6.8]' at screen 0.68148,0.87565 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.73704
    set rmargin at screen 0.98519
    set tmargin at screen 0.85340
    set bmargin at screen 0.69110
    set yrange [6.8882357648167964:7.678382645742153]
    set format y '%.1f'
    set ytics 0.2
    set xrange [0.5:20.5]
    set xtics autofreq
    set xlabel 'run' font ',11' offset 0,0.4
    set ylabel 'wall_time, ms' font ',11'
    plot 'runs.dat' index 6 using 1:($2/0.001):($3/0.001) with filledcurves linecolor rgb '#e4e4e4' fillstyle solid noborder, \
         'runs.dat' index 6 using 1:($4/0.001) with lines linecolor rgb '#8c8c8c' linewidth 1.5, \
         'runs.dat' index 7 using 1:($2/0.001) with lines linecolor rgb '#d55e00' linewidth 1 dashtype 2, \
         'runs.dat' index 8 using 1:($2/0.001) with lines linecolor rgb '#56b4e9' linewidth 1, \
         'runs.dat' index 8 using 1:($2/0.001) with points pointtype 7 pointsize 0.6 linecolor rgb '#0072b2'
    unset label
    
    set label '○ attention/softmax' at screen 0.01481,0.60995 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '25.9 ms' at screen 0.01481,0.58770 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.07037
    set rmargin at screen 0.31852
    set tmargin at screen 0.56545
    set bmargin at screen 0.40314
    set yrange [25.252450042735724:26.304876179227374]
    set format y '%.1f'
    set ytics 0.2
    set xrange [0.5:9.5]
    set xtics 1
    set xlabel 'run' font ',11' offset 0,0.4
    set ylabel 'wall_time, ms' font ',11'
    plot 'runs.dat' index 9 using 1:($2/0.001) with lines linecolor rgb '#56b4e9' linewidth 1, \
         'runs.dat' index 9 using 1:($2/0.001) with points pointtype 7 pointsize 0.6 linecolor rgb '#0072b2'
    unset label
    
    set label '✓ zstd/level19 peak_rss' at screen 0.34815,0.60995 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '61.2 MiB · budget ≤ 64.0 MiB' at screen 0.34815,0.58770 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.40370
    set rmargin at screen 0.65185
    set tmargin at screen 0.56545
    set bmargin at screen 0.40314
    set yrange [60.68534791705571:61.413149543191665]
    set format y '%.1f'
    set ytics 0.2
    set xrange [0.5:9.5]
    set xtics 1
    set xlabel 'run' font ',11' offset 0,0.4
    set ylabel 'peak_rss, MiB' font ',11'
    plot 'runs.dat' index 10 using 1:($2/1048576) with lines linecolor rgb '#d55e00' linewidth 1.5, \
         'runs.dat' index 11 using 1:($2/1048576) with lines linecolor rgb '#56b4e9' linewidth 1, \
         'runs.dat' index 11 using 1:($2/1048576) with points pointtype 7 pointsize 0.6 linecolor rgb '#0072b2'
    unset label
    
    set label '✓ zstd/level3' at screen 0.68148,0.60995 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '84.4 ms · baseline 84.3 ms · 0.0 % [-2.1, +2.2]' at screen 0.68148,0.58770 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.73704
    set rmargin at screen 0.98519
    set tmargin at screen 0.56545
    set bmargin at screen 0.40314
    set yrange [82.49371952523295:87.13335922438942]
    set format y '%.0f'
    set ytics 1
    set xrange [0.5:9.5]
    set xtics 1
    set xlabel 'run' font ',11' offset 0,0.4
    set ylabel 'wall_time, ms' font ',11'
    plot 'runs.dat' index 12 using 1:($2/0.001):($3/0.001) with filledcurves linecolor rgb '#e4e4e4' fillstyle solid noborder, \
         'runs.dat' index 12 using 1:($4/0.001) with lines linecolor rgb '#8c8c8c' linewidth 1.5, \
         'runs.dat' index 13 using 1:($2/0.001) with lines linecolor rgb '#d55e00' linewidth 1 dashtype 2, \
         'runs.dat' index 14 using 1:($2/0.001) with lines linecolor rgb '#56b4e9' linewidth 1, \
         'runs.dat' index 14 using 1:($2/0.001) with points pointtype 7 pointsize 0.6 linecolor rgb '#0072b2'
    unset label
    
    set label '▼ tree_search/expensive_eval' at screen 0.01481,0.32199 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '36.5 ms · baseline 41.9 ms · -13.0 % [-15.7, -10.2]' at screen 0.01481,0.29974 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set lmargin at screen 0.07037
    set rmargin at screen 0.31852
    set tmargin at screen 0.27749
    set bmargin at screen 0.11518
    set yrange [35.24202014625276:44.015699022954536]
    set format y '%.0f'
    set ytics 2
    set xrange [0.5:9.5]
    set xtics 1
    set xlabel 'run' font ',11' offset 0,0.4
    set ylabel 'wall_time, ms' font ',11'
    plot 'runs.dat' index 15 using 1:($2/0.001):($3/0.001) with filledcurves linecolor rgb '#e4e4e4' fillstyle solid noborder, \
         'runs.dat' index 15 using 1:($4/0.001) with lines linecolor rgb '#8c8c8c' linewidth 1.5, \
         'runs.dat' index 16 using 1:($2/0.001) with lines linecolor rgb '#d55e00' linewidth 1 dashtype 2, \
         'runs.dat' index 17 using 1:($2/0.001) with lines linecolor rgb '#56b4e9' linewidth 1, \
         'runs.dat' index 17 using 1:($2/0.001) with points pointtype 7 pointsize 0.6 linecolor rgb '#0072b2'
    unset label
    
    unset object
    unset arrow
    unset border
    unset tics
    unset grid
    unset xlabel
    unset ylabel
    set key at screen 0.5,screen 0.0 center bottom horizontal samplen 2 font ',11'
    set lmargin at screen 0.01481
    set rmargin at screen 0.98519
    set tmargin at screen 0.05236
    set bmargin at screen 0.00000
    plot [0:1] [0:1] -1 with points pointtype 7 pointsize 0.6 linecolor rgb '#0072b2' title 'run of this session', -1 with lines linecolor rgb '#8c8c8c' linewidth 1.5 title 'median of the baseline', -1 with boxes linecolor rgb '#e4e4e4' fillstyle solid noborder title '90 % of its runs', -1 with lines linecolor rgb '#d55e00' linewidth 1 dashtype 2 title 'tolerated', -1 with lines linecolor rgb '#d55e00' linewidth 1.5 title 'budget'
    unset multiplot
    unset output
}
