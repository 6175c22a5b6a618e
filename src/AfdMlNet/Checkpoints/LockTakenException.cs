namespace AfdMlNet.Checkpoints;

/// <summary>Somebody else is at work there.</summary>
internal sealed class LockTakenException(string message, Exception cause) : IOException(message, cause);
