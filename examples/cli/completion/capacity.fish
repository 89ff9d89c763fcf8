# fish completion for capacity. SPDX-License-Identifier: Apache-2.0
# Kept true by tests/test_completion.py, which compares the lists with `capacity COMMAND --help`.

function __capacity_in
    __fish_seen_subcommand_from $argv
end

function __capacity_assignments
    for name in (capacity fields --inputs --names 2>/dev/null)
        echo $name=
    end
end

complete -c capacity -f
complete -c capacity -n __fish_use_subcommand -l help -d 'the commands'
complete -c capacity -n __fish_use_subcommand -l version -d 'the versions'
complete -c capacity -n __fish_use_subcommand -a plan -d 'size a workload and print the plan'
complete -c capacity -n __fish_use_subcommand -a explain -d 'print every step of a plan'
complete -c capacity -n __fish_use_subcommand -a compare -d 'compare two workloads'
complete -c capacity -n __fish_use_subcommand -a emit -d 'write a plan as manifests'
complete -c capacity -n __fish_use_subcommand -a assess -d 'say whether to scale now'
complete -c capacity -n __fish_use_subcommand -a migrate -d 'print the steps from one workload to another'
complete -c capacity -n __fish_use_subcommand -a rightsize -d 'recommend requests and limits from usage'
complete -c capacity -n __fish_use_subcommand -a tiers -d 'print the tiers'
complete -c capacity -n __fish_use_subcommand -a fields -d 'list inputs and results'
complete -c capacity -n __fish_use_subcommand -a catalog -d 'show machines, prices, sources'
complete -c capacity -n __fish_use_subcommand -a guide -d 'print what the sizing guide says'
complete -c capacity -n __fish_use_subcommand -a simulate -d 'play a load trace against the autoscalers'
complete -c capacity -n __fish_use_subcommand -a headroom -d 'say how fast the load may grow'
complete -c capacity -n __fish_use_subcommand -a help -d 'say more about a command'
complete -c capacity -n __fish_use_subcommand -a version -d 'print the versions'

complete -c capacity -n '__capacity_in plan explain compare emit assess migrate rightsize simulate headroom' -s u -l users -x -d 'users active at the same time'
complete -c capacity -n '__capacity_in plan explain compare emit assess migrate rightsize simulate headroom' -s t -l total-users -x -d 'registered users'
complete -c capacity -n '__capacity_in plan explain compare emit assess migrate rightsize simulate headroom' -s n -l node-type -x -a '(capacity catalog --names)' -d 'machine type of the nodes'
complete -c capacity -n '__capacity_in plan explain compare emit assess migrate rightsize simulate headroom' -s s -l set -x -a '(__capacity_assignments)' -d 'set an input'
complete -c capacity -n '__capacity_in compare migrate' -l set-a -x -a '(__capacity_assignments)' -d 'set an input of A only'
complete -c capacity -n '__capacity_in compare migrate' -l set-b -x -a '(__capacity_assignments)' -d 'set an input of B only'
complete -c capacity -n '__capacity_in plan explain emit assess rightsize simulate headroom' -s p -l profile -r -F -d 'read a profile'
complete -c capacity -n '__capacity_in plan explain compare emit assess migrate rightsize catalog simulate headroom' -s c -l catalog -r -F -d 'prices of one\'s own'
complete -c capacity -n '__capacity_in compare migrate' -l catalog-b -r -F -d 'another catalogue for B'
complete -c capacity -n '__capacity_in plan explain compare emit assess migrate rightsize tiers simulate headroom' -s T -l tiers -r -F -d 'a ladder of one\'s own'
complete -c capacity -n '__capacity_in compare migrate' -l tiers-b -r -F -d 'another ladder for B'
complete -c capacity -n '__capacity_in assess rightsize' -s C -l component -x -a 'backend frontend' -d 'the component that was measured'
complete -c capacity -n '__capacity_in plan' -s e -l explain -d 'after the plan every step of its arithmetic'
complete -c capacity -n '__capacity_in plan' -s a -l answer -x -a 'recommended tier formula' -d 'one answer'
complete -c capacity -n '__capacity_in emit' -s a -l answer -x -a 'recommended tier formula' -d 'whose numbers'
complete -c capacity -n '__capacity_in migrate' -s a -l answer -x -a 'recommended tier formula' -d 'what is migrated'
complete -c capacity -n '__capacity_in emit' -s O -l out -r -F -d 'write files into this folder'
complete -c capacity -n '__capacity_in emit' -l force -d 'overwrite files that are there'
complete -c capacity -n '__capacity_in emit' -l namespace -x -d 'namespace of the objects'
complete -c capacity -n '__capacity_in emit' -l option -x -d 'names, labels and versions'
complete -c capacity -n '__capacity_in emit' -s f -l format -x -a 'yaml json' -d 'output format'
complete -c capacity -n '__capacity_in simulate' -s a -l answer -x -a 'recommended tier formula' -d 'whose pods and nodes'
complete -c capacity -n '__capacity_in simulate' -l spike -x -d 'so many times the planned rate'
complete -c capacity -n '__capacity_in simulate' -l within -x -d 'how long the spike rises'
complete -c capacity -n '__capacity_in simulate' -l for -x -d 'how long it lasts'
complete -c capacity -n '__capacity_in simulate' -l day -d 'a day made up'
complete -c capacity -n '__capacity_in simulate' -l seed -x -d 'of interruptions'
complete -c capacity -n '__capacity_in simulate' -l events -d 'what happened when'
complete -c capacity -n '__capacity_in simulate' -s f -l format -x -a 'text json csv' -d 'output format'
complete -c capacity -n '__capacity_in headroom' -s C -l component -x -a 'backend frontend' -d 'whose pods'
complete -c capacity -n '__capacity_in headroom' -l growth -x -d 'by how much the load grows'
complete -c capacity -n '__capacity_in headroom' -l within -x -d 'in what time it does'
complete -c capacity -n '__capacity_in headroom' -l simulate -d 'ask the simulator too'
complete -c capacity -n '__capacity_in headroom' -s f -l format -x -a 'text json' -d 'output format'
complete -c capacity -n '__capacity_in fields' -s i -l inputs -d 'only what a profile sets'
complete -c capacity -n '__capacity_in fields' -s r -l results -d 'only what a plan computes'
complete -c capacity -n '__capacity_in emit tiers fields catalog guide' -s N -l names -d 'bare names'
complete -c capacity -n '__capacity_in plan explain compare assess migrate tiers fields catalog guide' -s f -l format -x -a 'text json yaml markdown' -d 'output format'
complete -c capacity -n '__capacity_in plan explain compare emit assess migrate rightsize tiers fields catalog guide simulate headroom help version' -s o -l output -r -F -d 'write to a file, whole or not at all'
complete -c capacity -n '__capacity_in plan explain compare emit assess migrate rightsize tiers fields catalog guide simulate headroom help version' -s h -l help -d 'this help'

complete -c capacity -n '__capacity_in compare assess migrate rightsize simulate' -F
complete -c capacity -n '__capacity_in migrate' -a '(capacity tiers --names)'
complete -c capacity -n '__capacity_in emit' -a 'all (capacity emit --names)'
complete -c capacity -n '__capacity_in tiers' -a '(capacity tiers --names)'
complete -c capacity -n '__capacity_in fields' -a '(capacity fields --names)'
complete -c capacity -n '__capacity_in catalog' -a 'machines meters options (capacity catalog --names)'
complete -c capacity -n '__capacity_in guide' -a '(capacity guide --names)'
complete -c capacity -n '__capacity_in help' -a 'plan explain compare emit assess migrate rightsize tiers fields catalog guide simulate headroom help version'
complete -c capacity -n '__capacity_in rightsize' -s m -l method -x -a 'vpa krr' -d 'by which rules'
complete -c capacity -n '__capacity_in rightsize' -s f -l format -x -a 'text json markdown' -d 'output format'
