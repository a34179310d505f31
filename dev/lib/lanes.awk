# Deals classes of tests to lanes, the slowest first, each to the lane that has least: reads dev/lib/lanes, then lines of
# CLASS and PROFILE; prints lines of LANE and CLASS. Classes of one profile go together, as each of its servers has to start.
FNR == NR {
  if (/^#/ || !NF) next
  seconds[$2] = $1
  for (i = 3; i <= NF; i++) seconds[$i] = 0
  for (i = 2; NF > 2 && i <= NF; i++) bundle[$i] = $2
  next
}
{
  unit = $1 in bundle ? bundle[$1] : NF > 1 ? $2 : $1
  if (!(unit in weight)) left++
  classes[unit] = classes[unit] " " $1
  weight[unit] += $1 in seconds ? seconds[$1] : 8
}
END {
  while (left--) {
    slowest = ""
    for (unit in weight)
      if (slowest == "" || weight[unit] > weight[slowest] || (weight[unit] == weight[slowest] && unit < slowest)) slowest = unit
    least = 1
    for (lane = 2; lane <= lanes; lane++) if (load[lane] < load[least]) least = lane
    load[least] += weight[slowest]
    count = split(classes[slowest], members)
    for (i = 1; i <= count; i++) print least, members[i]
    delete weight[slowest]
  }
}
