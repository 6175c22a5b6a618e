namespace AfdMlNet.Cli.Help;

/// <summary>What makes a shell complete the tool's commands and options: it asks the tool itself.</summary>
internal static class CompletionScript
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "pwsh"];

    public static string Of(string shell) => shell switch
    {
        "bash" => """
            # In ~/.bashrc: source <(afd completion bash)
            _afd_complete() {
              local IFS=$'\n'
              COMPREPLY=($(afd "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null | grep -- "^${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _afd_complete afd
            """,
        "zsh" => """
            # In ~/.zshrc, after compinit: source <(afd completion zsh)
            _afd_complete() {
              local -a words
              words=("${(@f)$(afd "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              compadd -a words
              _files
            }
            compdef _afd_complete afd
            """,
        _ => """
            # In $PROFILE: afd completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName afd -ScriptBlock {
              param($word, $line, $position)
              afd "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };
}
