using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AfdMlNet.Runtime;

internal static unsafe class TensorPool
{
    private static BlockRegion _region = null!;
    private static nint _mutex;
    private static delegate* unmanaged[Cdecl]<void**, nuint, nuint, int> _posixMemalign;

    public static void Install()
    {
        nint main = NativeLibrary.GetMainProgramHandle();
        nint memalign = NativeLibrary.GetExport(main, "posix_memalign");
        nint free = NativeLibrary.GetExport(main, "free");
        _posixMemalign = (delegate* unmanaged[Cdecl]<void**, nuint, nuint, int>)memalign;
        nint handle = Libc.Open("libc10.so", 5);
        Libc.Info(handle, 2, out nint map);
        nint baseAddress = *(nint*)map;
        long* dynamic = *(long**)(map + 16);
        long jmprel = 0, size = 0, symtab = 0, strtab = 0;
        for (; *dynamic != 0; dynamic += 2)
        {
            switch (*dynamic)
            {
                case 23: jmprel = dynamic[1]; break;
                case 2: size = dynamic[1]; break;
                case 6: symtab = dynamic[1]; break;
                case 5: strtab = dynamic[1]; break;
            }
        }
        long bytes = 24L << 30;
        byte* region = Libc.Map(null, (nuint)bytes, 0, 0x4022, -1, 0);
        byte* tables = Libc.Map(null, (nuint)(bytes / BlockRegion.Granule * 12), 3, 0x4022, -1, 0);
        byte* stub = Libc.Map(null, 8192, 3, 0x22, -1, 0);
        if (Environment.GetEnvironmentVariable("POOL_HUGE") == "1")
            Libc.Advise(region, (nuint)bytes, 14);
        _region = new BlockRegion(region, bytes, (int*)tables);
        _mutex = (nint)(stub + 4096 + 512);
        long* cells = (long*)(stub + 4096);
        cells[0] = memalign;
        cells[1] = free;
        cells[2] = (long)(delegate* unmanaged[Cdecl]<void**, nuint, nuint, int>)&Allocate;
        cells[3] = (long)(delegate* unmanaged[Cdecl]<byte*, void>)&Free;
        cells[4] = (long)region;
        cells[5] = bytes;
        cells[6] = long.Parse(Environment.GetEnvironmentVariable("POOL_MIN") ?? "1048576");
        int at = 0;
        void Put(params byte[] code) { foreach (byte b in code) stub[at++] = b; }
        void Cell(int number) { int d = 4096 + 8 * number - (at + 4); Put([.. BitConverter.GetBytes(d)]); }
        Put(0x48, 0x3B, 0x15); Cell(6);
        Put(0x73, 0x06);
        Put(0xFF, 0x25); Cell(0);
        Put(0xFF, 0x25); Cell(2);
        int freeAt = at;
        Put(0x48, 0x89, 0xF8, 0x48, 0x2B, 0x05); Cell(4);
        Put(0x48, 0x3B, 0x05); Cell(5);
        Put(0x72, 0x06);
        Put(0xFF, 0x25); Cell(1);
        Put(0xFF, 0x25); Cell(3);
        Libc.Protect(stub, 4096, 5);
        for (long r = jmprel; r < jmprel + size; r += 24)
        {
            long offset = *(long*)r;
            uint symbol = *(uint*)(r + 12);
            string name = Marshal.PtrToStringUTF8((nint)(strtab + *(uint*)(symtab + 24L * symbol)))!;
            if (name == "posix_memalign")
                *(nint*)(baseAddress + offset) = (nint)stub;
            if (name == "free")
                *(nint*)(baseAddress + offset) = (nint)(stub + freeAt);
        }
    }

    public static string Describe() => $"top {_region.Top / 1000000} MB, live {_region.Live}";

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Allocate(void** block, nuint alignment, nuint size)
    {
        Libc.Lock(_mutex);
        byte* found = _region.Allocate(size);
        Libc.Unlock(_mutex);
        if (found == null)
            return _posixMemalign(block, alignment, size);
        *block = found;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(byte* block)
    {
        Libc.Lock(_mutex);
        _region.Free(block);
        Libc.Unlock(_mutex);
    }
}
