using System.Text;

namespace AfdMlNet.Fuzz;

/// <summary>
/// Knows the input at hand when the process does not come back from it: its seed is in <c>TARGET.last</c> should native code end the
/// process, and an input that never ends is saved and ends it.
/// </summary>
internal sealed class Journal : IDisposable
{
    private static readonly TimeSpan _hang = TimeSpan.FromSeconds(60);
    private readonly string _target;
    private readonly Action<string> _log;
    private readonly FileStream _last;
    private readonly Timer _watch;
    private (int Seed, byte[] Input, TimeSpan Begun) _current;

    public Journal(string target, Action<string> log)
    {
        (_target, _log) = (target, log);
        _last = new FileStream(Path.Combine(Folder, $"{target}.last"), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _current = (0, [], Used);
        _watch = new Timer(_ => EndWhatHangs(), null, _hang, _hang / 4);
    }

    // The processor's time, not the clock's: the process may be stopped in between.
    private static TimeSpan Used => Environment.CpuUsage.TotalTime;

    /// <summary>Where inputs that fail are kept.</summary>
    private static string Folder => Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "afd-fuzz")).FullName;

    public static string Save(string target, int seed, byte[] input)
    {
        string file = Path.Combine(Folder, FormattableString.Invariant($"{target}-{seed}.bin"));
        File.WriteAllBytes(file, input);
        return file;
    }

    public void Begin(int seed, byte[] input)
    {
        _current = (seed, input, Used);
        _last.Position = 0;
        _last.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{seed,-12}\n")));
    }

    public void Dispose()
    {
        _watch.Dispose();
        _last.Dispose();
    }

    private void EndWhatHangs()
    {
        (int seed, byte[] input, TimeSpan begun) = _current;
        if (Used - begun < _hang)
            return;
        string file = Save(_target, seed, input);
        _log(FormattableString.Invariant($"{_target}, seed {seed}, input '{file}' does not end."));
        Environment.FailFast($"{_target}, seed {seed} does not end.");
    }
}
