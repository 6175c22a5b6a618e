using AfdMlNet.Distributed;

namespace AfdMlNet.Benchmarks.Scaling;

/// <summary>A process alone that writes down how many values it was to add up.</summary>
internal sealed class CountingGroup : IProcessGroup
{
    private readonly List<long> _sums = [];

    /// <summary>The number of values of each sum.</summary>
    public IReadOnlyList<long> Sums => _sums;

    public int Rank => 0;

    public int Count => 1;

    public int CountOnThisMachine => 1;

    public void Meet()
    {
    }

    public void Sum(Memory<float> values) => _sums.Add(values.Length);

    public void Sum(Memory<double> values) => _sums.Add(values.Length);

    public byte[] Broadcast(byte[] bytes) => bytes;
}
