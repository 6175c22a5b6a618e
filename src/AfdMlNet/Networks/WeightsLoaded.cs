namespace AfdMlNet.Networks;

/// <summary>A network was made with the weights of a file: see <see cref="PretrainedWeights.WithWeights"/>.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Path">The file.</param>
/// <param name="LeftFresh">
/// The names of the tensors that keep their fresh initialisation, since the file's classifier tells another number of classes apart: those
/// of the classifier, or none.
/// </param>
public sealed record WeightsLoaded(string Network, string Path, IReadOnlyList<string> LeftFresh);
