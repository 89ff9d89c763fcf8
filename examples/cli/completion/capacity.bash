# bash completion for capacity. SPDX-License-Identifier: Apache-2.0
# Kept true by tests/test_completion.py, which compares the lists with `capacity COMMAND --help`.

_capacity_options()
{
    case $1 in
        plan) echo "--users --total-users --node-type --set --profile --catalog --tiers --explain
            --answer --format --output --help" ;;
        explain) echo "--users --total-users --node-type --set --profile --catalog --tiers --format
            --output --help" ;;
        compare) echo "--users --total-users --node-type --set --set-a --set-b --catalog
            --catalog-b --tiers --tiers-b --format --output --help" ;;
        emit) echo "--users --total-users --node-type --set --profile --catalog --tiers --answer
            --out --force --namespace --option --names --format --output --help" ;;
        assess) echo "--users --total-users --node-type --set --profile --catalog --tiers
            --component --format --output --help" ;;
        migrate) echo "--users --total-users --node-type --set --set-a --set-b --catalog
            --catalog-b --tiers --tiers-b --answer --format --output --help" ;;
        rightsize) echo "--users --total-users --node-type --set --profile --catalog --tiers
            --component --method --format --output --help" ;;
        tiers) echo "--tiers --names --format --output --help" ;;
        fields) echo "--inputs --results --names --format --output --help" ;;
        catalog) echo "--catalog --names --format --output --help" ;;
        guide) echo "--names --format --output --help" ;;
        simulate) echo "--users --total-users --node-type --set --profile --catalog --tiers --answer
            --spike --within --for --day --seed --events --format --output --help" ;;
        headroom) echo "--users --total-users --node-type --set --profile --catalog --tiers
            --component --growth --within --simulate --format --output --help" ;;
        help | version) echo "--output --help" ;;
    esac
}

_capacity_words()
{
    case $1 in
        compare | assess | rightsize | simulate) compgen -f -- "$2" ;;
        emit) compgen -W "all $(capacity emit --names 2>/dev/null)" -- "$2" ;;
        migrate) compgen -f -W "$(capacity tiers --names 2>/dev/null)" -- "$2" ;;
        tiers | fields | guide) compgen -W "$(capacity "$1" --names 2>/dev/null)" -- "$2" ;;
        catalog) compgen -W "machines meters options $(capacity catalog --names 2>/dev/null)" -- "$2" ;;
        help) compgen -W "plan explain compare emit assess migrate rightsize tiers fields catalog guide simulate headroom help version" -- "$2" ;;
    esac
}

_capacity()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "plan explain compare emit assess migrate rightsize tiers fields catalog guide simulate headroom help version
            --help --version" -- "$current"))
        return
    fi
    case $previous in
        -s | --set | --set-a | --set-b)
            compopt -o nospace 2>/dev/null
            COMPREPLY=($(compgen -S = -W "$(capacity fields --inputs --names 2>/dev/null)" -- "$current")) ;;
        -n | --node-type)
            COMPREPLY=($(compgen -W "$(capacity catalog --names 2>/dev/null)" -- "$current")) ;;
        -f | --format) COMPREPLY=($(compgen -W "text json yaml markdown csv" -- "$current")) ;;
        -m | --method) COMPREPLY=($(compgen -W "vpa krr" -- "$current")) ;;
        -a | --answer) COMPREPLY=($(compgen -W "recommended tier formula" -- "$current")) ;;
        -p | --profile | -c | --catalog | --catalog-b | -T | --tiers | --tiers-b | -o | --output | -O | --out)
            compopt -o filenames 2>/dev/null
            COMPREPLY=($(compgen -f -- "$current")) ;;
        -C | --component) COMPREPLY=($(compgen -W "backend frontend" -- "$current")) ;;
        -u | --users | -t | --total-users | --namespace | --option) ;;
        *)
            case $current in
                -*) COMPREPLY=($(compgen -W "$(_capacity_options "$command")" -- "$current")) ;;
                *) COMPREPLY=($(_capacity_words "$command" "$current")) ;;
            esac ;;
    esac
}

complete -F _capacity capacity
