using AfdMlNet.Images;

namespace AfdMlNet.Tests.Checkpoints;

[TestClass]
public sealed class RunIdentityTests
{
    [TestMethod]
    public void Of_OptionsOfTheMachine_AreNotInIt()
    {
        using var builder = new ImageSetBuilder(new ImageShape(2, 2), 2, long.MaxValue, folder: null);
        builder.Add(new byte[12], 0);
        using ImageSet images = builder.Build();
        SortedDictionary<string, string> Identity(AdversarialDistillationTrainer.Options options) => RunIdentity.Of(options, 1, images, 1);

        SortedDictionary<string, string> usual = Identity(new());

        CollectionAssert.AreEqual(usual, Identity(new() { GpuDeviceIds = [0, 1], FallbackToCpu = true, Threads = 3 }));
        CollectionAssert.AreEqual(usual, Identity(new() { GpuDeviceId = 1 }));
        CollectionAssert.AreNotEqual(usual, Identity(new() { Epochs = 7 }));
    }
}
