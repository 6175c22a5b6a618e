using System.Globalization;

namespace AfdMlNet.Networks;

/// <summary>The ready networks.</summary>
public static class StudentNetworks
{
    /// <summary>
    /// The names of the standard networks, small to large within a family. Other depths and widths of the families work too: see
    /// <see cref="CifarResNet"/> and <see cref="WideResNet"/>.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "resnet8", "resnet14", "resnet20", "resnet32", "resnet44", "resnet56", "resnet110",
        "wrn16-1", "wrn16-2", "wrn40-1", "wrn40-2", "wrn40-4", "wrn28-10",
        "resnet18", "resnet34",
    ];

    /// <summary>
    /// CIFAR-style ResNet (He et al. 2015, section 4.2): three stages of 16, 32 and 64 channels. Designed for images of about 32 pixels;
    /// its feature map is a quarter of the image's side.
    /// </summary>
    /// <param name="depth">6n + 2: 8, 14, 20, 32, 44, 56, 110, ...</param>
    /// <returns>The recipe, named <c>resnet20</c> for depth 20.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 6n + 2.</exception>
    public static IStudentNetwork CifarResNet(int depth)
    {
        if (depth < 8 || depth % 6 != 2)
            throw new ArgumentOutOfRangeException(nameof(depth), depth, "A CIFAR-style ResNet's depth is 6n + 2: 8, 14, 20, 32, 44, 56, 110, ...");
        return new StudentNetwork(
            Name($"resnet{depth}"), nativeSize: 32, stride: 4, (channels, classCount) => new CifarResNet(depth, channels, classCount));
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
            Name($"wrn{depth}-{width}"), nativeSize: 32, stride: 4, (channels, classCount) => new WideResNet(depth, width, channels, classCount));
    }

    /// <summary>
    /// ImageNet-style ResNet for larger images (He et al. 2015, table 1), as torchvision has it: 7x7 stem, max pooling and four stages of 64
    /// to 512 channels. Its feature map is a 32nd of the image's side.
    /// </summary>
    /// <param name="depth">18 or 34.</param>
    /// <returns>The recipe, named <c>resnet18</c> for depth 18.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The depth is neither 18 nor 34.</exception>
    public static IStudentNetwork ResNet(int depth)
    {
        if (depth is not (18 or 34))
            throw new ArgumentOutOfRangeException(nameof(depth), depth, "An ImageNet-style ResNet's depth is 18 or 34.");
        return new StudentNetwork(
            Name($"resnet{depth}"), nativeSize: 224, stride: 32, (channels, classCount) => new ImageNetResNet(depth, channels, classCount));
    }

    /// <summary>
    /// The network of a name: <c>resnet8</c>, <c>resnet20</c>, <c>wrn16-2</c>, <c>resnet18</c>, ... (case does not matter). 18 and 34 are
    /// the ImageNet-style networks; every other depth is the CIFAR-style one, <c>resnet50</c> too.
    /// </summary>
    /// <param name="name">The name, as <see cref="IStudentNetwork.Name"/> gives it.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ArgumentException">No network has that name; the message lists those there are.</exception>
    public static IStudentNetwork Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string lower = name.Trim().ToLowerInvariant();
        int[] numbers = Numbers(lower, "resnet", 1) ?? Numbers(lower, "wrn", 2) ?? [];
        return numbers switch
        {
            [18 or 34] => ResNet(numbers[0]),
            [>= 8] when numbers[0] % 6 == 2 => CifarResNet(numbers[0]),
            [>= 10, >= 1] when numbers[0] % 6 == 4 => WideResNet(numbers[0], numbers[1]),
            _ => throw new ArgumentException(
                $"There is no network '{name}'. There are resnetD with D = 18 or 34 for larger images and D = 6n + 2 for images of about 32 pixels, "
                + $"and wrnD-W with D = 6n + 4 and W at least 1: {string.Join(", ", Names)}, ...", nameof(name)),
        };
    }

    private static int[]? Numbers(string name, string family, int count)
    {
        if (!name.StartsWith(family, StringComparison.Ordinal)) return null;
        string[] parts = name[family.Length..].Split('-');
        var numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return null;
        }
        return numbers.Length == count ? numbers : null;
    }

    private static string Name(FormattableString name) => FormattableString.Invariant(name);
}
