namespace AfdMlNet.Networks;

/// <summary>
/// Networks that share the form of their names, such as <c>resnetD</c>. Hand one of your own to
/// <see cref="StudentNetworks.Parse(string, IReadOnlyList{INetworkFamily})"/>.
/// </summary>
public interface INetworkFamily
{
    /// <summary>
    /// The form of the names and their legal numbers, for an error's text: <c>wrnD-W with D = 6n + 4 and W at least 1</c>.
    /// </summary>
    string Form { get; }

    /// <summary>The standard networks' names, small to large.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The network of a name.</summary>
    /// <param name="name">The name, in lower case and without blanks around it.</param>
    /// <returns>The recipe; null where the name is none of this family's.</returns>
    IStudentNetwork? Find(string name);
}
