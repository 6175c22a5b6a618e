using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using AfdMlNet.Runtime;

namespace AfdMlNet.Tests.Runtime;

/// <summary>The machine code, between functions that say who they are.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public sealed unsafe class AllocatorGateTests
{
    private static string _freed = "";

    private readonly AllocatorGate _gate = RuntimeInformation.ProcessArchitecture == Architecture.X64
        ? AllocatorGate.TryMake((nint)(delegate* unmanaged[Cdecl]<byte**, nuint, nuint, int>)&LibraryAllocate,
            (nint)(delegate* unmanaged[Cdecl]<byte*, void>)&LibraryFree)!
        : throw new AssertInconclusiveException("The code is for another processor.");

    [TestMethod]
    public void Gate_AtFirst_PassesAllOn()
    {
        Assert.AreEqual(1, Allocate(nuint.MaxValue - 1));
        Assert.AreEqual("library 5000", Free(5000));
    }

    [TestMethod]
    [DataRow(99, 1)]
    [DataRow(100, 2)]
    [DataRow(101, 2)]
    public void Allocate_BySize_IsTheLibrarysOrOurs(int bytes, int expected)
    {
        Watch();
        _gate.Smallest = 100;

        Assert.AreEqual(expected, Allocate((nuint)bytes));
    }

    [TestMethod]
    [DataRow(0, "library 0")]
    [DataRow(4999, "library 4999")]
    [DataRow(5000, "ours 5000")]
    [DataRow(5009, "ours 5009")]
    [DataRow(5010, "library 5010")]
    public void Free_ByAddress_IsTheLibrarysOrOurs(int address, string expected)
    {
        Watch();

        Assert.AreEqual(expected, Free(address));
    }

    [TestMethod]
    public void End_LargeBlocks_AreTheLibrarysAndOursStay()
    {
        Watch();
        _gate.Smallest = 100;

        _gate.End();

        Assert.AreEqual(1, Allocate(100));
        Assert.AreEqual("", Free(5000));
        Assert.AreEqual("library 4999", Free(4999));
    }

    private void Watch()
    {
        _gate.Watch((byte*)5000, 10, (nint)(delegate* unmanaged[Cdecl]<byte*, void>)&OurFree);
        _gate.Serve((nint)(delegate* unmanaged[Cdecl]<byte**, nuint, nuint, int>)&OurAllocate);
    }

    private int Allocate(nuint bytes)
    {
        byte* block;
        int result = ((delegate* unmanaged[Cdecl]<byte**, nuint, nuint, int>)_gate.AllocateEntry)(&block, 64, bytes);
        Assert.AreEqual((nint)bytes + 64, (nint)block, "The arguments arrive as they were.");
        return result;
    }

    private string Free(nint address)
    {
        _freed = "";
        ((delegate* unmanaged[Cdecl]<byte*, void>)_gate.FreeEntry)((byte*)address);
        return _freed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LibraryAllocate(byte** block, nuint alignment, nuint bytes)
    {
        *block = (byte*)(alignment + bytes);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OurAllocate(byte** block, nuint alignment, nuint bytes)
    {
        *block = (byte*)(alignment + bytes);
        return 2;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void LibraryFree(byte* block) => _freed = $"library {(nint)block}";

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OurFree(byte* block) => _freed = $"ours {(nint)block}";
}
