using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>The networks in order, 0 -> 1 -> ... -> K - 1 -> 0, where an arrow means "teaches". A ring of two teaches mutually.</summary>
internal sealed class Ring(IReadOnlyList<Peer> peers) : IDisposable
{
    public int Count => peers.Count;

    public Peer this[int index] => peers[index];

    public IReadOnlyList<Peer> Peers => peers;

    /// <summary>The devices that the networks live on, each once.</summary>
    public IReadOnlyList<Device> Devices { get; } = [.. peers.Select(peer => peer.Device).DistinctBy(device => device.ToString())];

    /// <summary>pred(k): the index of the network before network k.</summary>
    public int Predecessor(int index) => (index + peers.Count - 1) % peers.Count;

    /// <summary>succ(k): the index of the network after network k.</summary>
    public int Successor(int index) => (index + 1) % peers.Count;

    /// <summary>The networks that network k learns from: all the others in ring order from it, or one.</summary>
    /// <param name="index">k.</param>
    /// <param name="teachers">Which.</param>
    /// <param name="isTurned">Whether one is the successor, not the predecessor.</param>
    public IReadOnlyList<int> TeachersOf(int index, RingTeachers teachers, bool isTurned) => teachers == RingTeachers.AllOthers
        ? [.. Enumerable.Range(1, peers.Count - 1).Select(back => (index + peers.Count - back) % peers.Count)]
        : [isTurned ? Successor(index) : Predecessor(index)];

    public void Dispose()
    {
        foreach (Peer peer in peers)
            peer.Dispose();
    }
}
