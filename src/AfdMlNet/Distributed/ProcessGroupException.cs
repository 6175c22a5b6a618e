namespace AfdMlNet.Distributed;

/// <summary>The processes of a group cannot work together any more: one of them, or its machine, is gone.</summary>
public sealed class ProcessGroupException : IOException
{
    /// <summary>An error without words.</summary>
    public ProcessGroupException()
    {
    }

    /// <summary>An error in words.</summary>
    /// <param name="message">What happened and what can be done.</param>
    public ProcessGroupException(string message) : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    /// <param name="message">What happened and what can be done.</param>
    /// <param name="innerException">The cause.</param>
    public ProcessGroupException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
