using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace AfdMlNet.Cli;

/// <summary>An exception in the words and the exit code that the user sees.</summary>
internal static partial class ErrorText
{
    public static (string Message, int ExitCode) Of(Exception error)
    {
        // ML.NET reports what a row's getter threw as the cause of an exception of its own.
        Exception cause = error is AggregateException or InvalidOperationException && error.InnerException is { } inner ? inner : error;
        return cause switch
        {
            CliException known => (known.Message, known.ExitCode),
            OperationCanceledException => ("Cancelled: nothing was kept.", ExitCode.Cancelled),
            IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or InvalidOperationException
                or FormatException or NotSupportedException or InsufficientMemoryException => (Plain(cause.Message), ExitCode.BadInput),
            _ when Causes(error).FirstOrDefault(IsOfMemory) is { } memory => ("There is not enough memory. Give a smaller --size or "
                + "--batch-size, fewer images (--per-class), or more memory to this process (ulimit -v). "
                + $"{memory.Message.ReplaceLineEndings("\n").Split('\n')[0]}", ExitCode.BadInput),
            _ => ($"Unexpected error, please report it: {error}", ExitCode.BadInput),
        };
    }

    private static IEnumerable<Exception> Causes(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            yield return error;
    }

    // A library that finds no room is said not to be there.
    private static bool IsOfMemory(Exception error) => error is OutOfMemoryException
        || (error is ExternalException && error.Message.Contains(" memory", StringComparison.Ordinal))
        || (error is DllNotFoundException && error.Message.Contains("failed to map segment", StringComparison.Ordinal));

    /// <summary>Without the name of the parameter, which means nothing on a command line.</summary>
    public static string Plain(string message) => ParameterSuffix().Replace(message, "");

    [GeneratedRegex(@" \(Parameter '[^']*'\)")]
    private static partial Regex ParameterSuffix();
}
