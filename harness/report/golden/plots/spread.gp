# Draws spread.svg and spread.png from spread.dat: run `gnuplot spread.gp` in this folder.
set encoding utf8
set decimalsign '.'
do for [format in 'svg png'] {
    if (format eq 'svg') {
        set terminal svg size 1086,464 noenhanced font 'sans-serif,12' background '#ffffff'
    } else {
        set terminal pngcairo size 1086,464 noenhanced font 'sans-serif,12' fontscale 0.75 background '#ffffff'
    }
    set output 'spread.'.format
    reset
    set border 3 linecolor rgb '#6b6b6b' linewidth 1
    set tics nomirror out scale 0.5 font 'sans-serif,10' textcolor rgb '#222222'
    set grid linecolor rgb '#e4e4e4' linewidth 0.5
    unset key
    set multiplot
    set label 'Spread of the runs' at screen 0.01473,0.95259 left front font 'sans-serif,15' textcolor rgb '#222222'
    set label 'suite quick: 7 scenarios, session 2026-01-31T12-30-05Z' at screen 0.01473,0.90086 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set label '▲ tree_search/reuse throughput' at screen 0.19915,0.81466 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '4.27 M nodes/s, 9 runs' at screen 0.81477,0.81466 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '▲ tree_search/wide_tree' at screen 0.19915,0.71983 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '13.0 ms, 9 runs' at screen 0.81477,0.71983 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '? tree_search/deep_tree' at screen 0.19915,0.62500 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '7.43 ms, 20 runs' at screen 0.81477,0.62500 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '○ attention/softmax' at screen 0.19915,0.53017 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '25.9 ms, 9 runs, no baseline' at screen 0.81477,0.53017 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '✓ zstd/level19 peak_rss' at screen 0.19915,0.43534 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '61.2 MiB, 9 runs, no baseline' at screen 0.81477,0.43534 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '✓ zstd/level3' at screen 0.19915,0.34052 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '84.4 ms, 9 runs' at screen 0.81477,0.34052 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '▼ tree_search/expensive_eval' at screen 0.19915,0.24569 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '36.5 ms, 9 runs' at screen 0.81477,0.24569 left front font 'sans-serif,12' textcolor rgb '#222222'
    set lmargin at screen 0.21204
    set rmargin at screen 0.80188
    set tmargin at screen 0.86207
    set bmargin at screen 0.19828
    set yrange [6.5:-0.5]
    unset ytics
    set border 1
    set xrange [-16.0394741753375:9.43132335174738]
    set format x '%.0f %%'
    set xtics 5
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
    set lmargin at screen 0.01473
    set rmargin at screen 0.98527
    set tmargin at screen 0.08621
    set bmargin at screen 0.00000
    plot [0:1] [0:1] -1 with vectors nohead linecolor rgb '#0072b2' linewidth 3 title 'median', -1 with boxes linecolor rgb '#7fb8d9' fillstyle solid noborder title 'middle half of the runs', -1 with points pointtype 7 pointsize 0.35 linecolor rgb '#004a75' title 'run', -1 with boxes linecolor rgb '#d4d4d4' fillstyle solid noborder title 'the same of the baseline'
    unset multiplot
    unset output
}
