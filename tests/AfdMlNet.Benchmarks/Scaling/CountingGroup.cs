using AfdMlNet.Distributed;

namespace AfdMlNet.Benchmarks.Scaling;

/// <summary>A process alone that writes down how many values it was to add up.</summary>
internal sealed class CountingGroup : IProcessGroup
{
    private readonly List<long> _sums = [];

    /// <summary>The number of values of each sum.</summary>
    public IReadOnlyList<long> Sums => _sums;

    public int Rank => 0;

    public int Size => 1;

    public int CountOnThisMachine => 1;

    public void Barrier()
    {
    }

    public void AllReduceSum(Memory<float> values) => _sums.Add(values.Length);

    public void AllReduceSum(Memory<double> values) => _sums.Add(values.Length);

    public byte[] Broadcast(byte[] bytes) => bytes;
}
