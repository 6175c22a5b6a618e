namespace AfdMlNet.Examples.WebApi.Uploads;

/// <summary>The caller sent something that is not taken; the message tells the caller why.</summary>
internal sealed class UploadRefusedException(int status, string reason, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>The HTTP status, 400 to 499.</summary>
    public int Status { get; } = status;
}
