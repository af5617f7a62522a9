# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_flashback_tui_global_optspecs
    string join \n p/profile= w/workspace= api-url= demo input= config= no-config token-file= token-command= insecure-token-file show-secrets timeout= connect-timeout= max-time= allow-http ca-bundle= max-body= color= theme= ascii clipboard= refresh-every= save= h/help V/version
end

function __fish_flashback_tui_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_flashback_tui_global_optspecs) -- $cmd 2>/dev/null
    # The last option may still lack its value.
    or argparse -s (__fish_flashback_tui_global_optspecs) -- $cmd[1..-2] 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_flashback_tui_using_subcommand
    set -l cmd (__fish_flashback_tui_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l save -d 'Write all there is to this file and end: credentials masked, for you alone; --input and `diff` read it' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -f -a "ls" -d 'Print the repositories and what they hold, once'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -f -a "check" -d 'Look for what is wrong or deserves a look; exit code 3 where --fail-on says so'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -f -a "diff" -d 'Compare two saved answers, or one with the API\'s; exit code 3 where they differ'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -f -a "config" -d 'Show, find or write the config file'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -f -a "doctor" -d 'Check the settings, the way to the API, its answer and the terminal, step by step'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -f -a "completions" -d 'Print what lets a shell complete the command line'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -f -a "man" -d 'Print the manual page; `man -l -` reads it'
complete -c flashback-tui -n "__fish_flashback_tui_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -s o -l output -d 'How to print it [default: tree; table where a kind is given]' -r -f -a "tree\t'Repositories with what they hold, for people'
table\t'Aligned columns, for people and pipes'
json\t'The API\'s own document, pretty; with a kind an array'
jsonl\t'One compact JSON object a line'
csv\t'Comma-separated values with a header'
md\t'A Markdown table'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -s f -l filter -d 'Print only what matches, as in \'archive kind:bucket age>90d\'; the README has the language' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -s s -l sort -d 'Order repositories by name, created, children or findings; -created and so on the other way round' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l fields -d 'Columns of table, csv and md, in this order, as in repoId,bucket.name: names of the csv header' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l no-headers -d 'Print table, csv and md without their header'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -s o -l output -d 'How to print it' -r -f -a "table\t'Aligned columns, for people'
json\t'One JSON object'
md\t'A Markdown table'
csv\t'Comma-separated values with a header'
sarif\t'SARIF 2.1.0, for code scanning'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l fail-on -d 'End with exit code 3 where something at least so severe was found' -r -f -a "high\t'To be looked at now'
medium\t'To be looked at soon'
low\t'To be looked at one day'
info\t'Worth knowing'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l max-key-age -d 'Age in days from which on a key is old, as in 90d [default: 90d]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand check" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -s o -l output -d 'How to print it' -r -f -a "table\t'Aligned columns, for people'
json\t'One JSON object'
md\t'A Markdown table'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand diff" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -f -a "show" -d 'Print every setting, its value and where it came from; secrets are not printed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -f -a "path" -d 'Print where the config file is, or would be'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -f -a "init" -d 'Write a commented config file; never over one that is there'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and not __fish_seen_subcommand_from show path init help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print it' -r -f -a "text\t'Lines for people'
json\t'One JSON object'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from path" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from init" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Print every setting, its value and where it came from; secrets are not printed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'Print where the config file is, or would be'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "init" -d 'Write a commented config file; never over one that is there'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -s o -l output -d 'How to print it' -r -f -a "text\t'Lines for people'
json\t'One JSON object'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -s p -l profile -d 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -s w -l workspace -d 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l api-url -d 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l input -d 'Read this file in place of asking the API, - for standard input' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l config -d 'Read this config file [default: ~/.config/flashback-tui/config.toml]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l token-file -d 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l token-command -d 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]' -r -f -a "(__fish_complete_command)"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l timeout -d 'Longest wait for the next byte, in seconds [default: 15]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l connect-timeout -d 'Longest wait for a connection, in seconds [default: 5]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l max-time -d 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l ca-bundle -d 'Trust the certificates in this PEM file beside the system\'s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]' -r -F
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l max-body -d 'Largest answer, in bytes or with K, M or G behind [default: 512M]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l color -d 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]' -r -f -a "auto\t'Where the terminal has them and nobody said no'
always\t'In any case'
never\t'In no case'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l theme -d 'Colors: default, light, dark, high-contrast or colour-blind' -r -f -a "default\t'The terminal\'s own colours'
light\t'For light backgrounds'
dark\t'For dark backgrounds'
high-contrast\t'Nothing dim, nothing coloured'
colour-blind\t'Blue and orange'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l clipboard -d 'Way of copies: auto, osc52, tmux, native or off' -r -f -a "auto\t'The one that fits'
osc52\t'The terminal, by its escape sequence'
tmux\t'The buffer of tmux'
native\t'A program of the desktop'
off\t'None'"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l refresh-every -d 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]' -r -f
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l demo -d 'Use the embedded demo organization; no token needed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l no-config -d 'Read no config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l insecure-token-file -d 'Read a token file although others may read or change it too'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l show-secrets -d 'Print credentials unmasked (`ls` and `--save` only)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l allow-http -d 'Send the token over http:// to another machine too: only where nobody can listen on the way'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -l ascii -d 'Write nothing but ASCII, as where the locale is not UTF-8'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand man" -s V -l version -d 'Print version'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and not __fish_seen_subcommand_from ls check diff config doctor completions man help" -f -a "ls" -d 'Print the repositories and what they hold, once'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and not __fish_seen_subcommand_from ls check diff config doctor completions man help" -f -a "check" -d 'Look for what is wrong or deserves a look; exit code 3 where --fail-on says so'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and not __fish_seen_subcommand_from ls check diff config doctor completions man help" -f -a "diff" -d 'Compare two saved answers, or one with the API\'s; exit code 3 where they differ'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and not __fish_seen_subcommand_from ls check diff config doctor completions man help" -f -a "config" -d 'Show, find or write the config file'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and not __fish_seen_subcommand_from ls check diff config doctor completions man help" -f -a "doctor" -d 'Check the settings, the way to the API, its answer and the terminal, step by step'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and not __fish_seen_subcommand_from ls check diff config doctor completions man help" -f -a "completions" -d 'Print what lets a shell complete the command line'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and not __fish_seen_subcommand_from ls check diff config doctor completions man help" -f -a "man" -d 'Print the manual page; `man -l -` reads it'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and not __fish_seen_subcommand_from ls check diff config doctor completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Print every setting, its value and where it came from; secrets are not printed'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "path" -d 'Print where the config file is, or would be'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "init" -d 'Write a commented config file; never over one that is there'
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand ls" -f -a "repos buckets api-keys ai-llms ai-api-keys usage overview"
complete -c flashback-tui -n "__fish_flashback_tui_using_subcommand completions" -f -a "bash zsh fish powershell"
