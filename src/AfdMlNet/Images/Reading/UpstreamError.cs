using System.Reflection;
using Microsoft.ML;

namespace AfdMlNet.Images;

/// <summary>Errors of the steps before the trainer, as ML.NET passes them on.</summary>
internal static class UpstreamError
{
    private const string Wrapper = "Splitter/consolidator worker encountered exception";

    /// <summary>The error itself, out of what ML.NET's threads wrap it in.</summary>
    public static Exception Cause(Exception error)
    {
        while (IsWrapper(error) && error.InnerException is { } inner)
            error = inner;
        return error;
    }

    /// <summary>The same error where it speaks for itself; else one of ML.NET's type that says what happened.</summary>
    public static Exception Named(Exception error) => Cause(error) is var cause && cause == error
        ? error
        : new InvalidOperationException($"A row could not be read: {cause.Message}", error);

    /// <summary>Moves a cursor on. ML.NET's threads read ahead: which row failed they do not say, but the error names the file.</summary>
    /// <exception cref="InvalidDataException">A step before the trainer failed, on another thread.</exception>
    public static bool Next(DataViewRowCursor cursor)
    {
        try
        {
            return cursor.MoveNext();
        }
        catch (Exception error) when (Cause(error) is var cause && cause != error && cause is not OperationCanceledException)
        {
            throw new InvalidDataException($"A row could not be read: {Cause(error).Message}", error);
        }
    }

    /// <summary>Whether <see cref="Next"/> threw it: a cursor that reads rows one by one would tell which failed.</summary>
    public static bool IsReadAhead(InvalidDataException error) => error.InnerException is { } inner && IsWrapper(inner);

    private static bool IsWrapper(Exception error) => error is TargetInvocationException or AggregateException { InnerExceptions.Count: 1 }
        || error.Message.StartsWith(Wrapper, StringComparison.Ordinal);
}
