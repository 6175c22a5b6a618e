using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AfdMlNet.Runtime;

/// <summary>
/// Memory for torch's large tensors that is kept and used again while somebody holds the pool. glibc's allocator cannot: small native
/// objects settle in the holes that large maps leave, and a training step then takes half as much memory again as its tensors do
/// (docs/speed.md).
/// </summary>
/// <remarks>
/// libtorch gets all memory of tensors on the CPU through two functions that its library c10 calls in the C library. Where c10 keeps their
/// addresses we put those of an <see cref="AllocatorGate"/>, and take them away again once nobody holds the pool and its last block is
/// free.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class TensorPool
{
    /// <summary>Smaller tensors are left to the C library, whose own ways do well for them.</summary>
    public const int SmallestBlock = 1 << 20;

    private const string Library = "libc10.so";

    // Set before anything native can call what is below.
    private static TensorPool? _pool;
    private static nint _noticed;

    private readonly BlockRegion _region;
    private readonly AllocatorGate _gate;
    private readonly ImportEntry _allocate;
    private readonly ImportEntry _free;
    private int _holders;
    private bool _ended;

    private TensorPool(BlockRegion region, AllocatorGate gate, ImportEntry allocate, ImportEntry free) =>
        (_region, _gate, _allocate, _free) = (region, gate, allocate, free);

    /// <summary>How many blocks of the pool are in use.</summary>
    public int Taken => _region.Taken;

    /// <summary>Whether torch's frees come here.</summary>
    public bool IsInstalled => _free.IsOurs;

    /// <summary>
    /// Makes the process' one pool, or returns null where it cannot be done: another system, another processor, another libtorch.
    /// </summary>
    public static TensorPool? TryMake()
    {
        if (NativeFolders.Platform != "linux-x64" || LoadedLibrary.Find(Library) is not { } library)
            return null;
        var functions = new TensorFunctions(library);
        nint* allocate = library.Import("posix_memalign");
        nint* free = library.Import("free");
        if (!functions.AreThere || allocate == null || free == null)
            return null;
        // Now the loader has put both addresses there.
        functions.Free(functions.Allocate(1));

        if (!CanWatch(functions, free)
            || AllocatorGate.TryMake(*allocate, *free) is not { } gate
            || BlockRegion.TryReserve(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is not { } region)
            return null;
        _pool = new TensorPool(region, gate, new ImportEntry(allocate, gate.AllocateEntry), new ImportEntry(free, gate.FreeEntry));
        return _pool.Start() ? _pool : null;
    }

    /// <summary>Large tensors come from the pool until what is returned is disposed; null where the process is about to end.</summary>
    public IDisposable? Hold()
    {
        Libc.Lock(_gate.Mutex);
        bool open = !_ended && _free.Install() && _allocate.Install();
        if (open && ++_holders == 1)
            _gate.Smallest = SmallestBlock;
        Libc.Unlock(_gate.Mutex);
        return open ? new Holder(this) : null;
    }

    private void Release()
    {
        Libc.Lock(_gate.Mutex);
        if (--_holders == 0)
        {
            _gate.Smallest = nuint.MaxValue;
            _region.Empty();
            RemoveWhereUnused();
        }
        Libc.Unlock(_gate.Mutex);
    }

    private void RemoveWhereUnused()
    {
        if (_holders > 0 || _region.Taken > 0)
            return;
        _allocate.Remove();
        _free.Remove();
    }

    /// <summary>Whether torch's frees really go where we say: tried on a block of the C library's, which is freed in either case.</summary>
    private static bool CanWatch(TensorFunctions functions, nint* free)
    {
        if (AllocatorGate.TryMake(*free, *free) is not { } trial)
            return false;
        byte* block = functions.Allocate(1);
        trial.Watch(block, 1, (nint)(delegate* unmanaged[Cdecl]<byte*, void>)&Notice);
        var entry = new ImportEntry(free, trial.FreeEntry);
        entry.Install();
        functions.Free(block);
        entry.Remove();
        bool noticed = _noticed == (nint)block;
        if (noticed)
            functions.Free(block);
        return noticed;
    }

    /// <summary>Makes the gate ready, and runs both functions once here, where it disturbs nobody that they are compiled.</summary>
    private bool Start()
    {
        delegate* unmanaged[Cdecl]<byte**, nuint, nuint, int> take = &Take;
        delegate* unmanaged[Cdecl]<byte*, void> giveBack = &GiveBack;
        _gate.Watch(_region.Start, _region.Bytes, (nint)giveBack);
        _gate.Serve((nint)take);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();

        byte* block;
        _holders = 1;
        bool works = take(&block, 1, SmallestBlock) == 0 && _region.Holds(block);
        _holders = 0;
        if (works)
            giveBack(block);
        return works;
    }

    /// <summary>Managed code cannot be called any more when native destructors run.</summary>
    private void End()
    {
        Libc.Lock(_gate.Mutex);
        _ended = true;
        _gate.End();
        Libc.Unlock(_gate.Mutex);
    }

    /// <summary><c>posix_memalign</c> for large blocks.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Take(byte** block, nuint alignment, nuint bytes)
    {
        TensorPool pool = _pool!;
        byte* taken = null;
        if (alignment <= Libc.PageSize)
        {
            Libc.Lock(pool._gate.Mutex);
            // A thread may have been on its way here when the last holder left.
            if (pool._holders > 0)
                taken = pool._region.Take(bytes);
            Libc.Unlock(pool._gate.Mutex);
        }
        if (taken == null)
            return ((delegate* unmanaged[Cdecl]<byte**, nuint, nuint, int>)pool._allocate.Original)(block, alignment, bytes);
        Poison(taken, bytes);
        *block = taken;
        return 0;
    }

    /// <summary>In builds for tests, whoever reads what nobody wrote gets NaN.</summary>
    [Conditional("DEBUG")]
    private static void Poison(byte* block, nuint bytes) => NativeMemory.Fill(block, bytes, 0xff);

    /// <summary><c>free</c> for blocks of the pool.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void GiveBack(byte* block)
    {
        TensorPool pool = _pool!;
        Libc.Lock(pool._gate.Mutex);
        pool._region.GiveBack(block, keep: pool._holders > 0);
        pool.RemoveWhereUnused();
        Libc.Unlock(pool._gate.Mutex);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Notice(byte* block) => _noticed = (nint)block;

    private sealed class Holder(TensorPool pool) : IDisposable
    {
        private TensorPool? _held = pool;

        public void Dispose() => Interlocked.Exchange(ref _held, null)?.Release();
    }
}
