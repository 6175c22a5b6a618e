using System.Runtime.Versioning;

namespace AfdMlNet.Runtime;

/// <summary>How libtorch's library c10 gets memory for a tensor, and frees it: <c>c10::alloc_cpu</c> and <c>c10::free_cpu</c>.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class TensorFunctions(LoadedLibrary library)
{
    private readonly nint _allocate = library.Export("_ZN3c109alloc_cpuEm");

    public nint FreeAddress { get; } = library.Export("_ZN3c108free_cpuEPv");

    public bool AreThere => _allocate != 0 && FreeAddress != 0;

    /// <param name="bytes">Not so many that there is no memory: that would be a C++ exception, which ends the process here.</param>
    public byte* Allocate(nuint bytes) => ((delegate* unmanaged[Cdecl]<nuint, byte*>)_allocate)(bytes);

    public void Free(byte* block) => ((delegate* unmanaged[Cdecl]<byte*, void>)FreeAddress)(block);
}
