using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AfdMlNet.Examples.WebApi;

/// <summary>What one caller may ask of the service; configuration section <c>Limits</c>.</summary>
internal sealed class ServiceLimits
{
    /// <summary>The most bytes of one image; default 5 MB.</summary>
    public int Bytes { get; init; } = 5_000_000;

    /// <summary>
    /// The most pixels of one image; default 25 million, 200 MB while it is decoded. The decoder's own limit is four times that: right
    /// for files of one's own, too much for several strangers at once.
    /// </summary>
    public long Pixels { get; init; } = 25_000_000;

    /// <summary>Predictions under way or waiting, uploads included; one more is answered 503. Default 64.</summary>
    public int Requests { get; init; } = 64;

    /// <summary>Images decoded and scored at the same time; default one for each processor.</summary>
    public int Scoring { get; init; } = Environment.ProcessorCount;

    /// <summary>Seconds that a prediction may take, upload included; default 30.</summary>
    public double Seconds { get; init; } = 30;

    /// <summary>Connections at a time, with or without a request on them; one more is closed. Default 1024.</summary>
    public int Connections { get; init; } = 1024;

    /// <summary>
    /// Seconds that a connection may stay without a request, or with half of its headers; default 5. Idle ones would else take all places.
    /// </summary>
    public double IdleSeconds { get; init; } = 5;

    /// <summary>What surrounds the image in a form.</summary>
    public const int FormOverhead = 64 * 1024;

    /// <summary>Puts the server's own limits around these.</summary>
    public void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        // More than is accepted: the server reads on for a while after 413, and the caller gets to see the answer instead of a reset.
        server.Limits.MaxRequestBodySize = 8L * Bytes;
        server.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(5));
        server.Limits.MaxConcurrentConnections = Connections;
        server.Limits.KeepAliveTimeout = server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(IdleSeconds);
    }
}
