using System.Reflection;

namespace AfdMlNet.Files;

/// <summary>The version of this library, as files name it.</summary>
internal static class LibraryVersion
{
    public static string Text { get; } =
        typeof(LibraryVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
