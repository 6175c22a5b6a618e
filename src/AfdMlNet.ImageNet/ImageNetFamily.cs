using System.Globalization;
using System.Text.RegularExpressions;
using AfdMlNet.Networks;

namespace AfdMlNet.ImageNet;

/// <summary>The names of <see cref="ImageNetResNet18"/> and what is cut from it.</summary>
internal sealed partial class ImageNetFamily : INetworkFamily
{
    public string Form =>
        $"{ImageNetResNet18.FamilyName}, and cut from it -sS with the first S of 4 stages, -bB with at most B blocks a stage (of 3) "
        + "and -wP with P percent of the channels, in this order";

    public IReadOnlyList<string> Names { get; } =
        [.. ((string[])["-s3-b1-w50", "-b1-w50", "-s3", ""]).Select(cut => $"{ImageNetResNet18.FamilyName}{cut}")];

    public IStudentNetwork? Find(string name)
    {
        Match match = Form18().Match(name);
        if (!match.Success)
            return null;
        var cut = new ResNetCut(
            Number(match.Groups["stages"], ResNetCut.MostStages), Number(match.Groups["blocks"], ResNetCut.MostBlocks),
            Number(match.Groups["width"], ResNetCut.AllChannels));
        return cut.IsLegal ? new ImageNetResNet18(cut) : null;
    }

    private static int Number(Group group, int otherwise) =>
        group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex("^imagenet-resnet18(-s(?<stages>[0-9]))?(-b(?<blocks>[0-9]))?(-w(?<width>[0-9]{1,3}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form18();
}
