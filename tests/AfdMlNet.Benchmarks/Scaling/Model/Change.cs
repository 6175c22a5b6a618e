namespace AfdMlNet.Benchmarks.Scaling.Model;

/// <summary>A way of exchanging other than today's. None of them is built.</summary>
internal sealed record Change(string Name)
{
    /// <summary>
    /// Parts of the gradients, each exchanged while the backward passes go on with the next; 1 is today's single exchange after them.
    /// </summary>
    public int Buckets { get; init; } = 1;

    /// <summary>Bytes on the wire to today's.</summary>
    public double Bytes { get; init; } = 1;

    /// <summary>Whether the terms of a step travel with the gradients of the next.</summary>
    public bool TermsWithGradients { get; init; }

    /// <summary>The gradients are exchanged in every n-th step.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Images of a process to today's.</summary>
    public int Images { get; init; } = 1;

    /// <summary>Whether what exchanges reads the gradients where they are, as NCCL does on GPUs.</summary>
    public bool InPlace { get; init; }
}
