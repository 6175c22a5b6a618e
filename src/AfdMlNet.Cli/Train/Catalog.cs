using AfdMlNet.ImageNet;
using AfdMlNet.Networks;

namespace AfdMlNet.Cli.Train;

/// <summary>The networks that the tool knows by name.</summary>
internal static class Catalog
{
    /// <exception cref="ArgumentException">No network has that name; the message lists those there are.</exception>
    public static IStudentNetwork Parse(string name) => StudentNetworks.Parse(name, [ImageNetNetworks.Family]);
}
