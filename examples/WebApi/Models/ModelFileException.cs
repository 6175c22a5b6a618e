namespace AfdMlNet.Examples.WebApi.Models;

/// <summary>A file cannot be served as a model; the message says which and why.</summary>
internal sealed class ModelFileException(string message, Exception cause) : Exception(message, cause);
