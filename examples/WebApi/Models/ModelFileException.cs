namespace AfdMlNet.Examples.WebApi.Models;

/// <summary>A file cannot be served as a model, or a folder as its samples; the message says which and why.</summary>
internal sealed class ModelFileException(string message, Exception? cause = null) : Exception(message, cause);
