using AfdMlNet.Events;
using AfdMlNet.Reporting;

namespace AfdMlNet.Tests.Reporting;

/// <summary>What tests of logs do.</summary>
internal static class LogFixture
{
    public static void ReportAll(this IProgress<TrainingEvent> listener, IEnumerable<TrainingEvent> events)
    {
        foreach (TrainingEvent item in events)
            listener.Report(item);
    }

    /// <summary>What another process reads while the log is open.</summary>
    public static byte[] ReadBytes(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static string ReadText(this EpochLog log) => System.Text.Encoding.UTF8.GetString(ReadBytes(log.Path));
}
