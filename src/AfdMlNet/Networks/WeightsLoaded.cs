namespace AfdMlNet.Networks;

/// <summary>A network was made with the weights of a file: see <see cref="PretrainedWeights.WithWeights"/>.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Path">The file.</param>
/// <param name="LeftFresh">
/// The names of the tensors that keep their fresh initialisation, since the file's classifier tells another number of classes apart: those
/// of the classifier, or none.
/// </param>
public sealed record WeightsLoaded(string Network, string Path, IReadOnlyList<string> LeftFresh)
{
    /// <summary>The file's tensors that belong to something else than the network, such as a loss or a metric. Usually none.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>A sentence for people.</summary>
    public override string ToString() => $"{Network} starts from '{Path}'"
        + (LeftFresh.Count > 0 ? $"; for other classes, so fresh: {string.Join(", ", LeftFresh)}" : "")
        + (LeftOut.Count > 0 ? $"; not the network's, so left out: {string.Join(", ", LeftOut)}" : "");
}
