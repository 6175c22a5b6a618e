using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using AfdMlNet.Runtime;

/// <summary>
/// Ends the process while threads take and free blocks of the pool, and frees one in the C library's own list of last things to do.
/// </summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class PoolEnding
{
    private const nuint Large = TensorPool.SmallestBlock;

    public static int Run(string ending)
    {
        using IDisposable? held = NativeAllocator.KeepFreedMemory();
        var functions = new TensorFunctions(LoadedLibrary.Find("libc10.so")!);
        _ = AtExit(functions.FreeAddress, functions.Allocate(Large), null);
        using var atWork = new CountdownEvent(4);
        for (int i = 0; i < 4; i++)
            new Thread(() => TakeAndFree(functions, atWork)) { IsBackground = true }.Start();
        atWork.Wait();
        Console.WriteLine(NativeAllocator.Pool!.Taken > 0);
        switch (ending)
        {
            case "return":
                return 7;
            case "exit":
                Environment.Exit(7);
                break;
            case "handler":
                // The runtime waits for handlers, and threads go on meanwhile.
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(500);
                Environment.Exit(7);
                break;
            case "native":
                Exit(7);
                break;
            case "throw":
                throw new InvalidOperationException("On purpose.");
            case "fail":
                Environment.FailFast("On purpose.");
                break;
            default:
                using (Process kill = Process.Start(
                    "kill", ["-" + ending, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
                    kill.WaitForExit();
                Thread.Sleep(Timeout.Infinite);
                break;
        }
        return 1;
    }

    /// <summary>Not with tensors: torch itself fails where its operators are called while the process ends.</summary>
    private static void TakeAndFree(TensorFunctions functions, CountdownEvent atWork)
    {
        for (int round = 0; ; round++)
        {
            if (round == 100)
                atWork.Signal();
            byte* large = functions.Allocate(Large);
            functions.Free(functions.Allocate(3 * Large));
            functions.Free(large);
            if (Random.Shared.Next(100) == 0)
                GC.Collect(0);
        }
    }

    [LibraryImport("libc", EntryPoint = "__cxa_atexit")]
    private static partial int AtExit(nint function, void* argument, void* library);

    [LibraryImport("libc", EntryPoint = "exit")]
    private static partial void Exit(int code);
}
