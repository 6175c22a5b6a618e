using AfdMlNet.Networks;

namespace AfdMlNet.ImageNet;

/// <summary>The ResNet-18 of <see cref="ImageNetNetworks.ResNet18"/>, whole or cut. Two are equal when their names are.</summary>
public sealed class ImageNetResNet18 : IStudentNetwork, IEquatable<ImageNetResNet18>
{
    internal const string FamilyName = "imagenet-resnet18";

    // Of basic blocks, with one more in the last stage than the paper's.
    private static readonly ResNetLayout _whole = ResNetLayout.Of(2, 2, 2, 3);

    private readonly ResNetCut _cut;
    private readonly ResNetLayout _layout;
    private readonly string _path;

    internal ImageNetResNet18(ResNetCut cut, string? path = null)
    {
        _cut = cut;
        _layout = _whole.Cut(cut.Stages, cut.Blocks, cut.Width / 100.0);
        _path = path ?? ResNet18File.Path;
    }

    /// <inheritdoc/>
    public string Name => $"{FamilyName}{_cut.Suffix}";

    /// <inheritdoc/>
    public int NativeSize => 224;

    /// <inheritdoc/>
    public int Stride => _layout.Stride;

    /// <summary>The mean that the weights were trained with and ImageNet's deviation, so that values are of about 1.</summary>
    public ImageNormalization Normalization => ResNet18File.Normalization;

    /// <inheritdoc/>
    public double LearningRateFactor => PretrainedWeights.LearningRateFactor;

    /// <summary>
    /// A smaller network that inherits from this one: its first stages, the first blocks of each, and the channels that batch norm scales
    /// most. A cut of a cut leaves the smaller of each.
    /// </summary>
    /// <param name="stages">The first stages that are kept, 1 to 4; with one less the feature map is twice as large.</param>
    /// <param name="blocks">The most blocks of each stage, 1 to 3.</param>
    /// <param name="width">The part of the channels of every map, 0.1 to 1, in hundredths; rounded to a multiple of 8 channels.</param>
    /// <returns>The recipe, named <c>imagenet-resnet18-s3</c>, <c>imagenet-resnet18-b1-w50</c>, ...</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ImageNetResNet18 Cut(int stages = ResNetCut.MostStages, int blocks = ResNetCut.MostBlocks, double width = 1)
    {
        if (stages is < 1 or > ResNetCut.MostStages)
            throw new ArgumentOutOfRangeException(nameof(stages), stages, "1 to 4 stages can be kept.");
        if (blocks is < 1 or > ResNetCut.MostBlocks)
            throw new ArgumentOutOfRangeException(nameof(blocks), blocks, "1 to 3 blocks of each stage can be kept.");
        if (!(width is >= 0.1 and <= 1) || Math.Abs((width * 100) - Math.Round(width * 100)) > 1e-9)
            throw new ArgumentOutOfRangeException(nameof(width), width, "The part of the channels is 0.1 to 1, in hundredths.");
        return new ImageNetResNet18(
            new ResNetCut(Math.Min(stages, _cut.Stages), Math.Min(blocks, _cut.Blocks), Math.Min((int)Math.Round(width * 100), _cut.Width)),
            _path);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The images are not of colour, or there are fewer than two classes.</exception>
    /// <exception cref="FileNotFoundException">The package's file is not beside the application; the message names the package.</exception>
    /// <exception cref="InvalidDataException">The file is another.</exception>
    public StudentModule Create(int channels, int classCount)
    {
        if (channels != 3)
            throw new ArgumentOutOfRangeException(
                nameof(channels), channels, $"{Name} takes colour images (3 channels): its weights were trained on them.");
        if (classCount < 2)
            throw new ArgumentOutOfRangeException(nameof(classCount), classCount, $"{Name} needs at least 2 classes to tell apart.");
        using var weights = ResNet18Weights.Read(_path);
        return weights.Start(new ImageNetResNet(Name, _layout, channels, classCount), _whole, _layout, ChannelChoice.ByScale);
    }

    /// <inheritdoc/>
    public bool Equals(ImageNetResNet18? other) => other?.Name == Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ImageNetResNet18);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
