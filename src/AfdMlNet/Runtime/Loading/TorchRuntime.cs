using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace AfdMlNet.Runtime;

/// <summary>
/// Loads torch's native libraries, once and for the whole process. <c>Fit</c> does so by itself; an application that makes tensors or
/// networks before it, or without it, asks for it.
/// </summary>
public static class TorchRuntime
{
    private const string LibraryName = "LibTorchSharp";

    private static readonly Lock _gate = new();
    private static bool _loaded;

    /// <summary>
    /// Loads them where they are not loaded. Call it before the first touch of <see cref="torch"/>: that type's static constructor looks
    /// for the natives by itself, writes to the console where it finds none, copies half a gigabyte, and fails for good.
    /// </summary>
    /// <exception cref="DllNotFoundException">The natives are missing or do not load; the message says what to add.</exception>
    public static void EnsureLoaded()
    {
        if (Volatile.Read(ref _loaded))
            return;
        lock (_gate)
        {
            if (_loaded)
                return;
            Load(typeof(torch).Assembly);
            Volatile.Write(ref _loaded, true);
        }
    }

    private static void Load(Assembly torchSharp)
    {
        NativeSettings.Apply();
        if (TryLoadByName(torchSharp))
            return;
        var folders = NativeFolders.Of(torchSharp);
        try
        {
            Register(torchSharp, LoadByPath(folders));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new DllNotFoundException(
                TorchPackages.Explain(NativeFolders.Platform, Path.GetDirectoryName(folders.Find("torch_cpu")), e.Message), e);
        }
    }

    /// <summary>What TorchSharp does by itself, and all that is needed on most systems.</summary>
    private static bool TryLoadByName(Assembly torchSharp)
    {
        NativeLibrary.TryLoad("torch_cpu", torchSharp, null, out _);
        // In the layout of NuGet's cache, LibTorchSharp does not see libtorch.so unless it is already there.
        if (OperatingSystem.IsLinux())
            NativeLibrary.TryLoad("torch", torchSharp, null, out _);
        return NativeLibrary.TryLoad(LibraryName, torchSharp, null, out _);
    }

    private static nint LoadByPath(NativeFolders folders)
    {
        foreach (string dependency in (string[])["c10", "torch_cpu", "torch"])
        {
            if (folders.Find(dependency) is { } file)
                NativeLibrary.Load(file);
        }
        string library = folders.Find(LibraryName) ?? throw new DllNotFoundException($"{LibraryName} is in none of: {folders}.");
        try
        {
            return NativeLibrary.Load(library);
        }
        catch (DllNotFoundException e) when (OperatingSystem.IsLinux() && WeakenedLibrary.CanHelp(e))
        {
            return WeakenedLibrary.Load(library);
        }
    }

    private static void Register(Assembly torchSharp, nint library)
    {
        // TorchSharp asks in two ways: by NativeLibrary.TryLoad, which only the event answers, and by DllImport.
        AssemblyLoadContext.GetLoadContext(torchSharp)!.ResolvingUnmanagedDll += (_, name) => name == LibraryName ? library : 0;
        try
        {
            NativeLibrary.SetDllImportResolver(torchSharp, (name, _, _) => name == LibraryName ? library : 0);
        }
        catch (InvalidOperationException)
        {
            // The application has set its own; where that finds nothing, the event above answers.
        }
    }
}
