namespace AfdMlNet.Tests.Runtime;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("AfdMlNet.Tests-");

    public string Make(params string[] names) => Directory.CreateDirectory(Path.Combine([_folder.FullName, .. names])).FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
