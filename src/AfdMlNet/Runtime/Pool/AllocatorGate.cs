using System.Buffers.Binary;
using System.Runtime.Versioning;

namespace AfdMlNet.Runtime;

/// <summary>
/// A <c>posix_memalign</c> and a <c>free</c> that hand large blocks, and those of one range of addresses, to two functions of ours, and all
/// else to the C library. They are a few instructions of machine code (64-bit x86): most calls are about small blocks, which thus cost
/// nothing, and some come after the runtime has ended, from the destructors of native libraries, when managed code cannot run any more.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class AllocatorGate
{
    /// <summary>
    /// <code>
    /// allocate:  cmp rdx, [Smallest]    jae +6   jmp [Allocate]   jmp [OurAllocate]
    /// free:      mov rax, rdi   sub rax, [Start]   cmp rax, [Bytes]   jb +6   jmp [Free]   jmp [OurFree]
    /// nothing:   ret
    /// </code>
    /// Each place is told relative to the end of its instruction; here stands which of the places it is.
    /// </summary>
    private static readonly byte[] _code =
    [
        0x48, 0x3b, 0x15, 6, 0, 0, 0, 0x73, 0x06, 0xff, 0x25, 0, 0, 0, 0, 0xff, 0x25, 2, 0, 0, 0,
        0x48, 0x89, 0xf8, 0x48, 0x2b, 0x05, 4, 0, 0, 0, 0x48, 0x3b, 0x05, 5, 0, 0, 0, 0x72, 0x06, 0xff, 0x25, 1, 0, 0, 0, 0xff, 0x25, 3, 0,
        0, 0,
        0xc3,
    ];

    private static readonly int[] _placesInCode = [3, 11, 17, 27, 34, 42, 48];
    private const int FreeInCode = 21;
    private const int NothingInCode = 52;

    private readonly byte* _page;
    private readonly Places* _places;

    private AllocatorGate(byte* page)
    {
        _page = page;
        _places = (Places*)(page + Libc.PageSize);
    }

    public nint AllocateEntry => (nint)_page;

    public nint FreeEntry => (nint)(_page + FreeInCode);

    /// <summary>64 bytes for a lock.</summary>
    public byte* Mutex => (byte*)_places + Libc.PageSize / 2;

    /// <summary>Blocks of so many bytes and more are ours. None is at first.</summary>
    public nuint Smallest
    {
        set => Volatile.Write(ref _places->Smallest, value);
    }

    /// <summary>
    /// One that passes all on, or null where the system lets nobody write machine code. It stays for good, as a thread may be in it at any
    /// time.
    /// </summary>
    /// <param name="allocate">The C library's <c>posix_memalign</c>.</param>
    /// <param name="free">The C library's <c>free</c>.</param>
    public static AllocatorGate? TryMake(nint allocate, nint free)
    {
        byte* page = Libc.Reserve(2 * Libc.PageSize);
        if (page == null || !Libc.MakeWritable(page, 2 * Libc.PageSize))
            return null;
        var code = new Span<byte>(page, Libc.PageSize);
        _code.CopyTo(code);
        foreach (int position in _placesInCode)
        {
            int place = Libc.PageSize + code[position] * sizeof(nint);
            BinaryPrimitives.WriteInt32LittleEndian(code[position..], place - (position + sizeof(int)));
        }
        if (!Libc.MakeExecutable(page, Libc.PageSize))
            return null;
        var gate = new AllocatorGate(page);
        *gate._places = new Places { Allocate = allocate, Free = free, OurAllocate = allocate, OurFree = free, Smallest = nuint.MaxValue };
        return gate;
    }

    /// <summary>Frees of that range of addresses go to a function of ours. To be called once, before anybody can be in here.</summary>
    public void Watch(byte* start, nuint bytes, nint free) =>
        (_places->Start, _places->Bytes, _places->OurFree) = ((nint)start, bytes, free);

    /// <summary>Large blocks come from a function of ours, once <see cref="Smallest"/> lets them.</summary>
    public void Serve(nint allocate) => _places->OurAllocate = allocate;

    /// <summary>Calls nothing of ours any more: new blocks are the C library's, and ours are not freed, as the process ends.</summary>
    public void End()
    {
        Smallest = nuint.MaxValue;
        Volatile.Write(ref _places->OurFree, (nint)(_page + NothingInCode));
    }

    private struct Places
    {
        public nint Allocate;
        public nint Free;
        public nint OurAllocate;
        public nint OurFree;
        public nint Start;
        public nuint Bytes;
        public nuint Smallest;
    }
}
