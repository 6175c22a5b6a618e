using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace AfdMlNet.Runtime;

/// <summary>A library that the process has loaded, as the loader sees it (64-bit x86, glibc).</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class LoadedLibrary
{
    private const int Lazy = 0x1;
    private const int NoLoad = 0x4;
    private const int LinkMap = 2;

    // Tags of the dynamic section, and the sizes of its tables' rows (System V ABI, Elf64_Rela and Elf64_Sym).
    private const long EntriesSize = 2;
    private const long Names = 5;
    private const long Symbols = 6;
    private const long Entries = 23;
    private const int EntrySize = 24;
    private const int SymbolSize = 24;

    // R_X86_64_JUMP_SLOT.
    private const uint Function = 7;

    private readonly nint _handle;
    private readonly long _base;
    private readonly long* _dynamic;

    private LoadedLibrary(nint handle, long* map)
    {
        _handle = handle;
        _base = map[0];
        _dynamic = (long*)map[2];
    }

    /// <summary>The library of that file name, or null where it is not loaded.</summary>
    public static LoadedLibrary? Find(string name)
    {
        nint handle = Open(name, Lazy | NoLoad);
        return handle != 0 && Info(handle, LinkMap, out long* map) == 0 ? new LoadedLibrary(handle, map) : null;
    }

    /// <summary>The address of what the library exports under a name, or zero.</summary>
    public nint Export(string name) => NativeLibrary.TryGetExport(_handle, name, out nint address) ? address : 0;

    /// <summary>
    /// Where the library keeps the address of a function that it calls in other libraries, or null where it calls none of that name.
    /// The loader puts it there, in the first call at the latest.
    /// </summary>
    public nint* Import(string name)
    {
        byte[] wanted = Encoding.ASCII.GetBytes(name);
        (long names, long symbols, long entries) = (Address(Names), Address(Symbols), Address(Entries));
        for (long entry = entries; entry < entries + Value(EntriesSize); entry += EntrySize)
        {
            (uint type, uint symbol) = (*(uint*)(entry + 8), *(uint*)(entry + 12));
            uint at = *(uint*)(symbols + (long)symbol * SymbolSize);
            if (type == Function && MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)(names + at)).SequenceEqual(wanted))
                return (nint*)(_base + *(long*)entry);
        }
        return null;
    }

    private long Value(long tag)
    {
        for (long* pair = _dynamic; *pair != 0; pair += 2)
        {
            if (*pair == tag)
                return pair[1];
        }
        return 0;
    }

    // glibc has added the base already.
    private long Address(long tag) => Value(tag) is var value && value < _base ? value + _base : value;

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string name, int flags);

    [LibraryImport("libc", EntryPoint = "dlinfo")]
    private static partial int Info(nint handle, int request, out long* map);
}
