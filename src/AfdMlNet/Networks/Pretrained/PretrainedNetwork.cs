using AfdMlNet.Files;

namespace AfdMlNet.Networks;

/// <summary>A network's recipe with the weights of a file in place of the fresh ones.</summary>
internal sealed class PretrainedNetwork(IStudentNetwork network, string path, Action<WeightsLoaded>? loaded) : IStudentNetwork
{
    private const int ImageNetClasses = 1000;

    private readonly Lazy<bool> _isImageNet = new(() => network.NativeSize == 224 && HasImageNetClassifier(path));

    public string Name => network.Name;

    /// <summary>The recipe without the file.</summary>
    public IStudentNetwork Network => network;

    /// <summary>The file.</summary>
    public string Path => path;

    public int NativeSize => network.NativeSize;

    public int Stride => network.Stride;

    /// <summary>
    /// ImageNet's for its networks with a classifier of its classes, as torchvision's files are; otherwise the network's own wish.
    /// </summary>
    public ImageNormalization? Normalization => network.Normalization ?? (_isImageNet.Value ? ImageNormalization.ImageNet : null);

    public double LearningRateFactor => Math.Min(network.LearningRateFactor, PretrainedWeights.LearningRateFactor);

    public StudentModule Create(int channels, int classCount)
    {
        IReadOnlyDictionary<string, StoredTensor> stored = WeightFile.Read(path);
        StudentModule module = network.Create(channels, classCount);
        try
        {
            (IReadOnlyList<string> fresh, IReadOnlyList<string> others) = WeightLoader.Load(module, stored);
            module.HasFreshHead = fresh.Count > 0;
            loaded?.Invoke(new WeightsLoaded(Name, path, fresh) { LeftOut = [.. others.Select(PlainText.Of)] });
            return module;
        }
        catch (InvalidDataException error)
        {
            module.Dispose();
            throw new InvalidDataException($"The weights '{path}' cannot start {Name}. {error.Message}", error);
        }
    }

    private static bool HasImageNetClassifier(string path) =>
        WeightFile.Read(path)
            .Any(entry => entry.Key.EndsWith(".weight", StringComparison.Ordinal) && entry.Value.Shape is [ImageNetClasses, _]);

    public override string ToString() => $"{Name} from {path}";
}
