namespace AfdMlNet.Networks;

/// <summary>The ready networks.</summary>
public static class StudentNetworks
{
    /// <summary>
    /// The names of the standard networks, small to large within a family. Other depths and widths of the families work too: see
    /// <see cref="Parse(string)"/>.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = [.. NetworkFamilies.All.SelectMany(family => family.Names)];

    /// <summary>
    /// CIFAR-style ResNet (He et al. 2015, section 4.2): three stages of 16, 32 and 64 channels. Designed for images of about 32 pixels;
    /// its feature map is a quarter of the image's side.
    /// </summary>
    /// <param name="depth">6n + 2: 8, 14, 20, 32, 44, 56, 110, ...</param>
    /// <returns>
    /// The recipe, named <c>resnet20</c> for depth 20; of depth 50 and 152 <c>cifar-resnet50</c>, since ImageNet's are others.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 6n + 2.</exception>
    public static IStudentNetwork CifarResNet(int depth)
    {
        if (depth < 8 || depth % 6 != 2)
            throw new ArgumentOutOfRangeException(
                nameof(depth), depth, "A CIFAR-style ResNet's depth is 6n + 2: 8, 14, 20, 32, 44, 56, 110, ...");
        return new StudentNetwork(
            NetworkFamilies.CifarName(depth), nativeSize: 32, stride: 4,
            (channels, classCount) => new CifarResNet(depth, channels, classCount));
    }

    /// <summary>
    /// Wide ResNet (Zagoruyko and Komodakis 2016) without dropout. Designed for images of about 32 pixels; its feature map is a quarter of
    /// the image's side.
    /// </summary>
    /// <param name="depth">6n + 4: 10, 16, 22, 28, 40, ...</param>
    /// <param name="width">The factor on 16, 32 and 64 channels, at least 1.</param>
    /// <returns>The recipe, named <c>wrn16-2</c> for depth 16 and width 2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 6n + 4, or the width is below 1.</exception>
    public static IStudentNetwork WideResNet(int depth, int width)
    {
        if (depth < 10 || depth % 6 != 4)
            throw new ArgumentOutOfRangeException(nameof(depth), depth, "A Wide ResNet's depth is 6n + 4: 10, 16, 22, 28, 40, ...");
        if (width < 1)
            throw new ArgumentOutOfRangeException(nameof(width), width, "A Wide ResNet's width is at least 1.");
        return new StudentNetwork(
            FormattableString.Invariant($"wrn{depth}-{width}"), nativeSize: 32, stride: 4,
            (channels, classCount) => new WideResNet(depth, width, channels, classCount));
    }

    /// <summary>
    /// ImageNet-style ResNet for larger images (He et al. 2015, table 1), as torchvision has it: 7x7 stem, max pooling and four stages of
    /// 64 to 512 channels. Its feature map is a 32nd of the image's side.
    /// </summary>
    /// <param name="depth">10 (one block a stage), 18 or 34.</param>
    /// <returns>The recipe, named <c>resnet18</c> for depth 18.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The depth is neither 10 nor 18 nor 34.</exception>
    public static IStudentNetwork ResNet(int depth) => ResNet(depth, 1);

    /// <summary>The same with a part or a multiple of the channels.</summary>
    /// <param name="depth">10, 18 or 34.</param>
    /// <param name="width">The factor on 64 to 512 channels: 1, or with depth 10 also 0.25, 0.5, 0.75 or 2.</param>
    /// <returns>The recipe, named <c>resnet10-w50</c> for depth 10 and width 0.5.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no network of that depth, or not of that width.</exception>
    public static IStudentNetwork ResNet(int depth, double width)
    {
        ResNetLayout layout = depth switch
        {
            10 => ResNetLayout.Of(1, 1, 1, 1),
            18 => ResNetLayout.Of(2, 2, 2, 2),
            34 => ResNetLayout.Of(3, 4, 6, 3),
            _ => throw new ArgumentOutOfRangeException(nameof(depth), depth, "An ImageNet-style ResNet's depth is 10, 18 or 34."),
        };
        if (width != 1 && (depth != 10 || width is not (0.25 or 0.5 or 0.75 or 2)))
            throw new ArgumentOutOfRangeException(
                nameof(width), width, "An ImageNet-style ResNet's width is 1, or with depth 10 also 0.25, 0.5, 0.75 or 2.");
        ResNetLayout own = layout.Cut(stages: 4, blocks: int.MaxValue, width);
        string name = FormattableString.Invariant($"resnet{depth}{NetworkFamilies.WidthName(width)}");
        return new StudentNetwork(name, nativeSize: 224, own.Stride,
            (channels, classCount) => new ImageNetResNet(name, own, channels, classCount));
    }

    /// <summary>
    /// MobileNetV2 (Sandler et al. 2018, table 2), as torchvision has it, without dropout: depthwise convolutions between thin maps. Its
    /// feature map is a 32nd of the image's side.
    /// </summary>
    /// <param name="width">The factor on its channels: 0.35, 0.5, 0.75, 1 or 1.4.</param>
    /// <returns>The recipe, named <c>mobilenetv2</c>, or <c>mobilenetv2-w50</c> for width 0.5.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is another.</exception>
    public static IStudentNetwork MobileNetV2(double width = 1)
    {
        if (width is not (0.35 or 0.5 or 0.75 or 1 or 1.4))
            throw new ArgumentOutOfRangeException(nameof(width), width, "MobileNetV2's width is 0.35, 0.5, 0.75, 1 or 1.4.");
        string name = $"mobilenetv2{NetworkFamilies.WidthName(width)}";
        return new StudentNetwork(name, nativeSize: 224, stride: 32,
            (channels, classCount) => new MobileNetV2(name, width, channels, classCount));
    }

    /// <summary>
    /// The network of a name: <c>resnet8</c>, <c>resnet20</c>, <c>wrn16-2</c>, <c>resnet18</c>, <c>mobilenetv2-w50</c>, ... (case does not
    /// matter). <c>resnet50</c> and <c>resnet152</c> are ImageNet's and not here; the CIFAR-style ones are <c>cifar-resnet50</c> and
    /// <c>cifar-resnet152</c>.
    /// </summary>
    /// <param name="name">The name, as <see cref="IStudentNetwork.Name"/> gives it.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ArgumentException">No network has that name; the message lists those there are.</exception>
    public static IStudentNetwork Parse(string name) => Parse(name, []);

    /// <summary>The network of a name, of the ready ones or of further families.</summary>
    /// <param name="name">The name.</param>
    /// <param name="more">Further families, asked after the ready ones.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ArgumentException">No network has that name; the message lists those there are.</exception>
    public static IStudentNetwork Parse(string name, IReadOnlyList<INetworkFamily> more)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(more);
        string lower = name.Trim().ToLowerInvariant();
        INetworkFamily[] families = [.. NetworkFamilies.All, .. more];
        return families.Select(family => family.Find(lower)).FirstOrDefault(network => network is not null) ?? throw new ArgumentException(
            $"There is no network '{name}'. There are {string.Join("; ", families.Select(family => family.Form))}. "
            + $"For example: {string.Join(", ", families.SelectMany(family => family.Names))}.", nameof(name));
    }
}
