namespace AfdMlNet.Networks;

/// <summary>The families of the catalog, each with its legal numbers.</summary>
internal static class NetworkFamilies
{
    // ImageNet has other networks of these names and depths (He et al. 2015, table 1: bottleneck blocks), which are not here.
    private static readonly int[] _bottleneckDepths = [50, 152];

    public static IReadOnlyList<INetworkFamily> All { get; } =
    [
        new NetworkFamily(
            "resnetD with D = 6n + 2 for images of about 32 pixels (cifar-resnet50 and cifar-resnet152 where ImageNet's have the name)",
            ["resnet8", "resnet14", "resnet20", "resnet32", "resnet44", "resnet56", "resnet110"],
            "resnet([0-9]{1,9})", numbers => IsCifarDepth(numbers[0]) && !_bottleneckDepths.Contains((int)numbers[0]),
            numbers => StudentNetworks.CifarResNet((int)numbers[0])),
        new NetworkFamily(
            "cifar-resnetD, the same", [], "cifar-resnet([0-9]{1,9})", numbers => IsCifarDepth(numbers[0]),
            numbers => StudentNetworks.CifarResNet((int)numbers[0])),
        new NetworkFamily(
            "wrnD-W with D = 6n + 4 and W at least 1", ["wrn16-1", "wrn16-2", "wrn40-1", "wrn40-2", "wrn40-4", "wrn28-10"],
            "wrn([0-9]{1,9})-([0-9]{1,9})", numbers => numbers[0] >= 10 && numbers[0] % 6 == 4 && numbers[1] >= 1,
            numbers => StudentNetworks.WideResNet((int)numbers[0], (int)numbers[1])),
        new NetworkFamily(
            "resnet10, resnet18 and resnet34 for larger images", ["resnet10", "resnet18", "resnet34"],
            "resnet(10|18|34)", _ => true, numbers => StudentNetworks.ResNet((int)numbers[0])),
        new NetworkFamily(
            "resnet10-wP with P percent of its channels: 25, 50, 75 or 200", ["resnet10-w50"],
            "resnet10-w(25|50|75|200)", _ => true, numbers => StudentNetworks.ResNet(10, numbers[0] / 100)),
        new NetworkFamily(
            "mobilenetv2-wP with P percent of its channels: 35, 50, 75, 100 (left out) or 140",
            ["mobilenetv2-w35", "mobilenetv2-w50", "mobilenetv2"],
            "mobilenetv2(?:-w(35|50|75|100|140))?", _ => true,
            numbers => StudentNetworks.MobileNetV2(numbers is [var percent] ? percent / 100 : 1)),
    ];

    /// <summary>The name of a CIFAR-style network: with the family before it where ImageNet has another network of that depth.</summary>
    public static string CifarName(int depth) =>
        FormattableString.Invariant($"{(_bottleneckDepths.Contains(depth) ? "cifar-" : "")}resnet{depth}");

    /// <summary>What narrows a network, in its name: nothing for all of its channels.</summary>
    public static string WidthName(double width) => width == 1 ? "" : FormattableString.Invariant($"-w{width * 100:0.##}");

    private static bool IsCifarDepth(double depth) => depth >= 8 && depth % 6 == 2;
}
