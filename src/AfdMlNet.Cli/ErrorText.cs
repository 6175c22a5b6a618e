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
            _ => ($"Unexpected error, please report it: {error}", ExitCode.BadInput),
        };
    }

    /// <summary>Without the name of the parameter, which means nothing on a command line.</summary>
    public static string Plain(string message) => ParameterSuffix().Replace(message, "");

    [GeneratedRegex(@" \(Parameter '[^']*'\)")]
    private static partial Regex ParameterSuffix();
}
