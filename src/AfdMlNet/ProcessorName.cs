using System.Runtime.InteropServices;

namespace AfdMlNet;

/// <summary>What the machine's processor is called.</summary>
internal static class ProcessorName
{
    private const string LinuxList = "/proc/cpuinfo";

    public static string Text { get; } = Find() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? Find()
    {
        try
        {
            return File.Exists(LinuxList)
                ? File.ReadLines(LinuxList)
                    .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1]
                    .Trim()
                : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
