using System.Reflection;
using TorchSharp;

namespace AfdMlNet.Runtime;

/// <summary>
/// Whether oneDNN computes right with all instructions of this processor, as somebody found out (<c>afd check-cpu</c>): kept in the user's
/// cache folder, and good for this model of processor, this libtorch and this version of the library alone.
/// </summary>
internal static class InstructionVerdict
{
    private const string Right = "right";
    private const string Wrong = "wrong";

    /// <summary>What was found; null where nobody has found out, or the file cannot be read.</summary>
    public static bool? Read() => Read(Folder, Key);

    /// <summary>Keeps what was found. A folder that cannot be written costs a second check, and no more.</summary>
    public static void Keep(bool isRight) => Keep(Folder, Key, isRight);

    internal static bool? Read(string folder, string key)
    {
        try
        {
            return File.ReadAllLines(FileIn(folder)) is [var of, var verdict] && of == key && verdict is Right or Wrong
                ? verdict == Right
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static void Keep(string folder, string key, bool isRight)
    {
        string file = FileIn(folder);
        string staged = $"{file}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllLines(staged, [key, isRight ? Right : Wrong]);
            File.Move(staged, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is found out again next time.
        }
    }

    private static string FileIn(string folder) => Path.Combine(folder, "instructions.txt");

    private static string Key =>
        $"{Processor}; TorchSharp {VersionOf(typeof(torch).Assembly)}; AfdMlNet {VersionOf(typeof(InstructionVerdict).Assembly)}";

    private static string Folder => Path.Combine(
        OperatingSystem.IsLinux()
            ? PrivateFolder.CacheFolder(
                Environment.GetEnvironmentVariable("XDG_CACHE_HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
        "AfdMlNet");

    /// <summary>The processor's model, as exactly as the system tells it.</summary>
    private static string Processor
    {
        get
        {
            string[] names = ["vendor_id", "cpu family", "model", "model name", "stepping"];
            try
            {
                return OperatingSystem.IsLinux()
                    ? string.Join(' ', File.ReadLines("/proc/cpuinfo").TakeWhile(line => line.Length > 0)
                        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
                        .Where(entry => entry.Length == 2 && names.Contains(entry[0]))
                        .Select(entry => entry[1]))
                    : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "";
            }
            catch (IOException)
            {
                return "";
            }
        }
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
