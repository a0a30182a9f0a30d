# Draws changes.svg and changes.png from changes.dat: run `gnuplot changes.gp` in this folder.
set encoding utf8
set decimalsign '.'
do for [format in 'svg png'] {
    if (format eq 'svg') {
        set terminal svg size 1032,380 noenhanced font 'sans-serif,12' background '#ffffff'
    } else {
        set terminal pngcairo size 1032,380 noenhanced font 'sans-serif,12' fontscale 0.75 background '#ffffff'
    }
    set output 'changes.'.format
    reset
    set border 3 linecolor rgb '#6b6b6b' linewidth 1
    set tics nomirror out scale 0.5 font 'sans-serif,10' textcolor rgb '#222222'
    set grid linecolor rgb '#e4e4e4' linewidth 0.5
    unset key
    set multiplot
    set label 'Change against the baseline' at screen 0.01550,0.94211 left front font 'sans-serif,15' textcolor rgb '#222222'
    set label 'suite quick: 7 scenarios, session 2026-01-31T12-30-05Z' at screen 0.01550,0.87895 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set label '▲ tree_search/reuse throughput' at screen 0.20957,0.79474 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '-6.7 % [-8.6, -4.7]' at screen 0.85729,0.79474 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '▲ tree_search/wide_tree' at screen 0.20957,0.72105 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '+5.6 % [+3.2, +8.1]' at screen 0.85729,0.72105 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '? tree_search/deep_tree' at screen 0.20957,0.64737 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '+4.1 % [+1.4, +6.8]' at screen 0.85729,0.64737 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '○ attention/softmax' at screen 0.20957,0.57368 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label 'no_baseline' at screen 0.85729,0.57368 left front font 'sans-serif,12' textcolor rgb '#6b6b6b'
    set label '✓ zstd/level19 peak_rss' at screen 0.20957,0.50000 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '61.2 MiB ≤ 64.0 MiB' at screen 0.85729,0.50000 left front font 'sans-serif,12' textcolor rgb '#6b6b6b'
    set label '✓ zstd/level3' at screen 0.20957,0.42632 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '0.0 % [-2.1, +2.2]' at screen 0.85729,0.42632 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '▼ tree_search/expensive_eval' at screen 0.20957,0.35263 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '-13.0 % [-15.7, -10.2]' at screen 0.85729,0.35263 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label 'geometric mean' at screen 0.20957,0.27895 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '-1.1 % [-18.3, +19.8]' at screen 0.85729,0.27895 left front font 'sans-serif,12' textcolor rgb '#222222'
    set lmargin at screen 0.22314
    set rmargin at screen 0.84372
    set tmargin at screen 0.83158
    set bmargin at screen 0.24211
    set yrange [7.5:-0.5]
    unset ytics
    set border 1
    set xrange [-20.607155104992938:22.050255521033396]
    set format x '%.0f %%'
    set xtics 10
    set xlabel '◀ better          change against the baseline (of a rate: of its inverse)          worse ▶' font ',11'
    plot 'changes.dat' index 0 using (100*$1):3:(100*$1):(100*$2):($3-0.505):($3+0.505) with boxxyerror linecolor rgb '#eeeeee' fillstyle solid noborder, \
         'changes.dat' index 0 using (100*$1):($3-0.5):(0):(1) with vectors nohead linecolor rgb '#8c8c8c' linewidth 1, \
         'changes.dat' index 0 using (100*$2):($3-0.5):(0):(1) with vectors nohead linecolor rgb '#8c8c8c' linewidth 1, \
         'changes.dat' index 1 using (100*$1):3:(100*$1):(100*$2):($3-0.505):($3+0.505) with boxxyerror linecolor rgb '#cfe3ef' fillstyle solid noborder, \
         'changes.dat' index 1 using (100*$1):($3-0.5):(0):(1) with vectors nohead linecolor rgb '#0072b2' linewidth 1, \
         'changes.dat' index 1 using (100*$2):($3-0.5):(0):(1) with vectors nohead linecolor rgb '#0072b2' linewidth 1, \
         'changes.dat' index 2 using 1:2 with lines linecolor rgb '#6b6b6b' linewidth 1, \
         'changes.dat' index 3 using (100*$2):4:(100*($3-$2)):(0) with vectors nohead linecolor rgb '#d55e00' linewidth 2.5, \
         'changes.dat' index 3 using (100*$1):4 with points pointtype 9 pointsize 1.1 linewidth 2 linecolor rgb '#d55e00', \
         'changes.dat' index 4 using (100*$2):4:(100*($3-$2)):(0) with vectors nohead linecolor rgb '#e69f00' linewidth 2.5, \
         'changes.dat' index 4 using (100*$1):4 with points pointtype 6 pointsize 1.1 linewidth 2 linecolor rgb '#e69f00', \
         'changes.dat' index 5 using (100*$2):4:(100*($3-$2)):(0) with vectors nohead linecolor rgb '#e69f00' linewidth 2.5, \
         'changes.dat' index 5 using (100*$1):4 with points pointtype 13 pointsize 1.1 linewidth 2 linecolor rgb '#e69f00', \
         'changes.dat' index 6 using (100*$2):4:(100*($3-$2)):(0) with vectors nohead linecolor rgb '#0072b2' linewidth 2.5, \
         'changes.dat' index 6 using (100*$1):4 with points pointtype 7 pointsize 1.1 linewidth 2 linecolor rgb '#0072b2', \
         'changes.dat' index 7 using (100*$2):4:(100*($3-$2)):(0) with vectors nohead linecolor rgb '#009e73' linewidth 2.5, \
         'changes.dat' index 7 using (100*$1):4 with points pointtype 11 pointsize 1.1 linewidth 2 linecolor rgb '#009e73'
    unset label
    
    unset object
    unset arrow
    unset border
    unset tics
    unset grid
    unset xlabel
    unset ylabel
    set key at screen 0.5,screen 0.0 center bottom horizontal samplen 2 font ',11'
    set lmargin at screen 0.01550
    set rmargin at screen 0.98450
    set tmargin at screen 0.10526
    set bmargin at screen 0.00000
    plot [0:1] [0:1] -1 with points pointtype 9 pointsize 1.1 linewidth 2 linecolor rgb '#d55e00' title 'regressed', -1 with points pointtype 6 pointsize 1.1 linewidth 2 linecolor rgb '#e69f00' title 'inconclusive', -1 with points pointtype 7 pointsize 1.1 linewidth 2 linecolor rgb '#0072b2' title 'unchanged', -1 with points pointtype 11 pointsize 1.1 linewidth 2 linecolor rgb '#009e73' title 'improved', -1 with vectors nohead linecolor rgb '#0072b2' linewidth 1 title 'tolerated (θ)', -1 with vectors nohead linecolor rgb '#8c8c8c' linewidth 1 title 'must be detected (δ)'
    unset multiplot
    unset output
}
