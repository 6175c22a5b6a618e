namespace AfdMlNet.Distillation;

/// <summary>The networks in order, 0 -> 1 -> ... -> K - 1 -> 0, where an arrow means "teaches". A ring of two teaches mutually.</summary>
internal sealed class Ring(IReadOnlyList<Peer> peers) : IDisposable
{
    public int Count => peers.Count;

    public Peer this[int index] => peers[index];

    public IReadOnlyList<Peer> Peers => peers;

    /// <summary>pred(k): the network that teaches network k.</summary>
    public Peer PredecessorOf(int index) => peers[(index + peers.Count - 1) % peers.Count];

    public void Dispose()
    {
        foreach (Peer peer in peers)
            peer.Dispose();
    }
}
