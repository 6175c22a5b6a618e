#:package TorchSharp@0.107.0
#:package libtorch-cpu-linux-x64@2.10.0
// TorchSharp 0.107: x + y makes a Scalar of 1 and hands on its address alone. A collection may free it before native code has read it.
using static TorchSharp.torch;

using Tensor x = ones(1), y = ones(1);
bool isOver = false;
var collector = new Thread(() =>
{
    while (!Volatile.Read(ref isOver))
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
});
collector.Start();
long sums = 0, wrong = 0;
var watch = System.Diagnostics.Stopwatch.StartNew();
for (; watch.Elapsed < TimeSpan.FromMinutes(1); sums++)
{
    try
    {
        using Tensor sum = x + y;
        if (sum.item<float>() != 2)
            wrong++;
    }
    catch (Exception error)
    {
        wrong++;
        Console.WriteLine(error.Message.Split('\n')[0]);
    }
}
Volatile.Write(ref isOver, true);
collector.Join();
Console.WriteLine($"{wrong} of {sums} sums are wrong or failed.");
