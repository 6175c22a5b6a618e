using AfdMlNet.Files;

namespace AfdMlNet.Networks;

/// <summary>A network's recipe with the weights of a file in place of the fresh ones.</summary>
internal sealed class PretrainedNetwork(IStudentNetwork network, string path, Action<WeightsLoaded>? loaded) : IStudentNetwork
{
    public string Name => network.Name;

    /// <summary>The recipe without the file.</summary>
    public IStudentNetwork Network => network;

    /// <summary>The file.</summary>
    public string Path => path;

    public int NativeSize => network.NativeSize;

    public int Stride => network.Stride;

    public StudentModule Create(int channels, int classCount)
    {
        IReadOnlyDictionary<string, StoredTensor> stored = WeightFile.Read(path);
        StudentModule module = network.Create(channels, classCount);
        try
        {
            (IReadOnlyList<string> fresh, IReadOnlyList<string> others) = WeightLoader.Load(module, stored);
            loaded?.Invoke(new WeightsLoaded(Name, path, fresh) { LeftOut = [.. others.Select(PlainText.Of)] });
            return module;
        }
        catch (InvalidDataException error)
        {
            module.Dispose();
            throw new InvalidDataException($"The weights '{path}' cannot start {Name}. {error.Message}", error);
        }
    }

    public override string ToString() => $"{Name} from {path}";
}
