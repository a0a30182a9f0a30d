# Draws components.svg and components.png from components.dat: run `gnuplot components.gp` in this folder.
set encoding utf8
set decimalsign '.'
do for [format in 'svg png'] {
    if (format eq 'svg') {
        set terminal svg size 937,258 noenhanced font 'sans-serif,12' background '#ffffff'
    } else {
        set terminal pngcairo size 937,258 noenhanced font 'sans-serif,12' fontscale 0.75 background '#ffffff'
    }
    set output 'components.'.format
    reset
    set border 3 linecolor rgb '#6b6b6b' linewidth 1
    set tics nomirror out scale 0.5 font 'sans-serif,10' textcolor rgb '#222222'
    set grid linecolor rgb '#e4e4e4' linewidth 0.5
    unset key
    set multiplot
    set label 'Where the time of a run goes' at screen 0.01708,0.91473 left front font 'sans-serif,15' textcolor rgb '#222222'
    set label 'suite quick: 7 scenarios, session 2026-01-31T12-30-05Z' at screen 0.01708,0.82171 left front font 'sans-serif,11' textcolor rgb '#6b6b6b'
    set label '▲ tree_search/wide_tree' at screen 0.22096,0.68605 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '210 ms' at screen 0.93413,0.68605 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '? tree_search/deep_tree' at screen 0.22096,0.55426 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '142 ms' at screen 0.93413,0.55426 left front font 'sans-serif,12' textcolor rgb '#222222'
    set label '▼ tree_search/expensive_eval' at screen 0.22096,0.42248 right front font 'sans-serif,12' textcolor rgb '#222222'
    set label '372 ms' at screen 0.93413,0.42248 left front font 'sans-serif,12' textcolor rgb '#222222'
    set lmargin at screen 0.23590
    set rmargin at screen 0.56260
    set tmargin at screen 0.75194
    set bmargin at screen 0.35659
    set yrange [2.5:-0.5]
    unset ytics
    set border 1
    set xrange [0:387.40000000000003]
    set xlabel 'timed work, ms' font ',11'
    plot 'components.dat' index 0 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#0072b2' fillstyle solid noborder, \
         'components.dat' index 1 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#e69f00' fillstyle solid noborder, \
         'components.dat' index 2 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#009e73' fillstyle solid noborder, \
         'components.dat' index 3 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#cc79a7' fillstyle solid noborder, \
         'components.dat' index 4 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#404040' fillstyle solid noborder, \
         'components.dat' index 5 using ($1/0.001):4:($1/0.001):($2/0.001):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#d4d4d4' fillstyle solid noborder
    unset label
    
    set lmargin at screen 0.59249
    set rmargin at screen 0.91919
    set tmargin at screen 0.75194
    set bmargin at screen 0.35659
    set yrange [2.5:-0.5]
    unset ytics
    set border 1
    set xrange [0:100]
    set format x '%.0f %%'
    set xlabel 'share of it' font ',11'
    plot 'components.dat' index 0 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#0072b2' fillstyle solid noborder, \
         'components.dat' index 1 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#e69f00' fillstyle solid noborder, \
         'components.dat' index 2 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#009e73' fillstyle solid noborder, \
         'components.dat' index 3 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#cc79a7' fillstyle solid noborder, \
         'components.dat' index 4 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#404040' fillstyle solid noborder, \
         'components.dat' index 5 using ($1/$3*100):4:($1/$3*100):($2/$3*100):($4-0.32):($4+0.32) with boxxyerror linecolor rgb '#d4d4d4' fillstyle solid noborder
    
    unset object
    unset arrow
    unset border
    unset tics
    unset grid
    unset xlabel
    unset ylabel
    set key at screen 0.5,screen 0.0 center bottom horizontal samplen 2 font ',11'
    set lmargin at screen 0.01708
    set rmargin at screen 0.98292
    set tmargin at screen 0.15504
    set bmargin at screen 0.00000
    plot [0:1] [0:1] -1 with boxes linecolor rgb '#0072b2' fillstyle solid noborder title 'evaluator', -1 with boxes linecolor rgb '#e69f00' fillstyle solid noborder title 'rollout', -1 with boxes linecolor rgb '#009e73' fillstyle solid noborder title 'dynamics', -1 with boxes linecolor rgb '#cc79a7' fillstyle solid noborder title 'transpositions', -1 with boxes linecolor rgb '#404040' fillstyle solid noborder title 'timers', -1 with boxes linecolor rgb '#d4d4d4' fillstyle solid noborder title 'rest, in no part'
    unset multiplot
    unset output
}
