using System.Diagnostics;

namespace AfdMlNet.Tests.Mpi;

/// <summary>
/// Two hosts with a link between them: network namespaces, each with a name of its own, which root on Linux can make. The test is
/// inconclusive where that is not allowed.
/// </summary>
internal sealed class TwoHosts : IDisposable
{
    private static readonly string[] _addresses = ["10.213.7.1", "10.213.7.2"];

    private readonly string[] _names = [$"afd-a-{Environment.ProcessId}", $"afd-b-{Environment.ProcessId}"];
    private readonly List<string> _made = [];
    private readonly string _shell;

    /// <param name="scratch">A folder for the program that takes the place of ssh.</param>
    public TwoHosts(string scratch)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !TryMake())
        {
            Dispose();
            Assert.Inconclusive("Network namespaces can be made by root on Linux alone, with iproute2.");
        }

        _shell = Path.Combine(scratch, "shell");
        File.WriteAllText(_shell,
            $"""
            #!/bin/sh
            while [ "$1" != "$(echo "$1" | sed 's/^-//')" ]; do shift; done
            host={_names[0]}
            [ "$1" = {_addresses[1]} ] && host={_names[1]}
            shift
            exec ip netns exec $host unshare --uts sh -c "hostname $host; $*"

            """);
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(_shell, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>What starts one process on each host, from the first.</summary>
    public IReadOnlyList<string> Launcher =>
    [
        "ip", "netns", "exec", _names[0], Mpich.Launcher, "-launcher", "ssh", "-launcher-exec", _shell, "-localhost", _addresses[0],
        "-hosts", string.Join(',', _addresses), "-n", "2", "-ppn", "1",
    ];

    /// <summary>What makes MPI go over the link: it would find out that the machine is one, and use its memory.</summary>
    public static IReadOnlyDictionary<string, string?> Variables { get; } = new Dictionary<string, string?>
    {
        ["UCX_TLS"] = "tcp,self",
        ["FI_PROVIDER"] = "tcp",
    };

    /// <summary>The bytes that the second host has sent.</summary>
    public long Sent => long.Parse(OfLink(1, "statistics/tx_bytes"), System.Globalization.CultureInfo.InvariantCulture);

    public void Cut() => Assert.AreEqual(0, Run("ip", "-n", _names[1], "link", "set", Link(1), "down").Code);

    public void Dispose()
    {
        foreach (string name in _made)
            Run("ip", "netns", "del", name);
    }

    private bool TryMake()
    {
        try
        {
            return _names.All(IsMade)
                && _names.All(name => Run("ip", "netns", "exec", name, "unshare", "--uts", "hostname", name).Code == 0)
                && Run(
                    "ip", "link", "add", Link(0), "netns", _names[0], "type", "veth", "peer", "name", Link(1), "netns", _names[1]).Code == 0
                && Enumerable.Range(0, 2)
                    .All(host => Run("ip", "-n", _names[host], "addr", "add", $"{_addresses[host]}/24", "dev", Link(host)).Code == 0
                    && Run("ip", "-n", _names[host], "link", "set", "lo", "up").Code == 0
                    && Run("ip", "-n", _names[host], "link", "set", Link(host), "up").Code == 0)
                // It is up a moment after it was set so.
                && SpinWait.SpinUntil(() => Enumerable.Range(0, 2).All(host => OfLink(host, "operstate").Trim() == "up"), Patience.Limit);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private bool IsMade(string name)
    {
        if (Run("ip", "netns", "add", name).Code != 0)
            return false;
        _made.Add(name);
        return true;
    }

    private string OfLink(int host, string figure) =>
        Run("ip", "netns", "exec", _names[host], "cat", $"/sys/class/net/{Link(host)}/{figure}").Said;

    private static string Link(int host) => $"afdlink{host}";

    private static (int Code, string Said) Run(string program, params string[] arguments)
    {
        using Process process =
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
