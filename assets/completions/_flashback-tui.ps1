
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'flashback-tui' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'flashback-tui'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'flashback-tui' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--save', '--save', [CompletionResultType]::ParameterName, 'Write all there is to this file and end: credentials masked, for you alone; --input and `diff` read it')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'Print the repositories and what they hold, once')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Look for what is wrong or deserves a look; exit code 3 where --fail-on says so')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two saved answers, or one with the API''s; exit code 3 where they differ')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show, find or write the config file')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check the settings, the way to the API, its answer and the terminal, step by step')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print what lets a shell complete the command line')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page; `man -l -` reads it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'flashback-tui;ls' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print it [default: tree; table where a kind is given]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print it [default: tree; table where a kind is given]')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Print only what matches, as in ''archive kind:bucket age>90d''; the README has the language')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Print only what matches, as in ''archive kind:bucket age>90d''; the README has the language')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Order repositories by name, created, children or findings; -created and so on the other way round')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Order repositories by name, created, children or findings; -created and so on the other way round')
            [CompletionResult]::new('--fields', '--fields', [CompletionResultType]::ParameterName, 'Columns of table, csv and md, in this order, as in repoId,bucket.name: names of the csv header')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Print table, csv and md without their header')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'flashback-tui;check' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print it')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print it')
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'End with exit code 3 where something at least so severe was found')
            [CompletionResult]::new('--max-key-age', '--max-key-age', [CompletionResultType]::ParameterName, 'Age in days from which on a key is old, as in 90d [default: 90d]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'flashback-tui;diff' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print it')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print it')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'flashback-tui;config' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting, its value and where it came from; secrets are not printed')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print where the config file is, or would be')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a commented config file; never over one that is there')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'flashback-tui;config;show' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print it')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print it')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'flashback-tui;config;path' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'flashback-tui;config;init' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'flashback-tui;config;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting, its value and where it came from; secrets are not printed')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print where the config file is, or would be')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a commented config file; never over one that is there')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'flashback-tui;config;help;show' {
            break
        }
        'flashback-tui;config;help;path' {
            break
        }
        'flashback-tui;config;help;init' {
            break
        }
        'flashback-tui;config;help;help' {
            break
        }
        'flashback-tui;doctor' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print it')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print it')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'flashback-tui;completions' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'flashback-tui;man' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the config file, empty for none [env: FLASHBACK_PROFILE]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--workspace', '--workspace', [CompletionResultType]::ParameterName, 'Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Read this file in place of asking the API, - for standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read this config file [default: ~/.config/flashback-tui/config.toml]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]')
            [CompletionResult]::new('--token-command', '--token-command', [CompletionResultType]::ParameterName, 'Run this command with the shell and take what it prints as the access token [env: FLASHBACK_TOKEN_COMMAND]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest wait for the next byte, in seconds [default: 15]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Longest wait for a connection, in seconds [default: 5]')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Longest a whole request may take, in seconds [default: as long as bytes keep coming]')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file beside the system''s roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Largest answer, in bytes or with K, M or G behind [default: 512M]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors: auto, always or never [default: auto, not where NO_COLOR is set]')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Colors: default, light, dark, high-contrast or colour-blind')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Way of copies: auto, osc52, tmux, native or off')
            [CompletionResult]::new('--refresh-every', '--refresh-every', [CompletionResultType]::ParameterName, 'Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] [default: 0]')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Use the embedded demo organization; no token needed')
            [CompletionResult]::new('--no-config', '--no-config', [CompletionResultType]::ParameterName, 'Read no config file')
            [CompletionResult]::new('--insecure-token-file', '--insecure-token-file', [CompletionResultType]::ParameterName, 'Read a token file although others may read or change it too')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Print credentials unmasked (`ls` and `--save` only)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Send the token over http:// to another machine too: only where nobody can listen on the way')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Write nothing but ASCII, as where the locale is not UTF-8')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'flashback-tui;help' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'Print the repositories and what they hold, once')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Look for what is wrong or deserves a look; exit code 3 where --fail-on says so')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two saved answers, or one with the API''s; exit code 3 where they differ')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show, find or write the config file')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check the settings, the way to the API, its answer and the terminal, step by step')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print what lets a shell complete the command line')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page; `man -l -` reads it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'flashback-tui;help;ls' {
            break
        }
        'flashback-tui;help;check' {
            break
        }
        'flashback-tui;help;diff' {
            break
        }
        'flashback-tui;help;config' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting, its value and where it came from; secrets are not printed')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print where the config file is, or would be')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a commented config file; never over one that is there')
            break
        }
        'flashback-tui;help;config;show' {
            break
        }
        'flashback-tui;help;config;path' {
            break
        }
        'flashback-tui;help;config;init' {
            break
        }
        'flashback-tui;help;doctor' {
            break
        }
        'flashback-tui;help;completions' {
            break
        }
        'flashback-tui;help;man' {
            break
        }
        'flashback-tui;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
