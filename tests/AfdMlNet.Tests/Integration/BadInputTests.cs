using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using Microsoft.ML;

namespace AfdMlNet.Tests.Integration;

/// <summary>What a user is told when the data cannot be trained on.</summary>
[TestClass]
public sealed class BadInputTests
{
    [TestMethod]
    public void Fit_LabelThatIsNoKey_SaysWhatToDo()
    {
        var ml = new MLContext(1);
        IDataView data = ml.Data.LoadFromEnumerable(DrawnImages.Encoded(4));

        var error = Assert.ThrowsExactly<ArgumentException>(() => Trainer(ml).Fit(data));

        Assert.AreEqual(
            "Column 'Label' is String; the label has to be a key. Use Conversion.MapValueToKey before the trainer.", error.Message);
    }

    [TestMethod]
    public void Fit_PipelineWithoutKey_FailsBeforeReading()
    {
        var ml = new MLContext(1);
        IDataView data = ml.Data.LoadFromEnumerable(DrawnImages.Encoded(4));
        var pipeline = ml.Transforms.CopyColumns("Copy", "Features").Append(Trainer(ml));

        var error = Assert.ThrowsExactly<ArgumentException>(() => pipeline.GetOutputSchema(SchemaShapeOf(data)));

        StringAssert.Contains(error.Message, "the label has to be a key");
    }

    [TestMethod]
    public void Fit_ImageColumnOfAnotherType_SaysWhatIsAllowed()
    {
        var ml = new MLContext(1);
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(4));

        var error = Assert.ThrowsExactly<ArgumentException>(() => Trainer(ml, options => options.FeatureColumnName = "Label2")
            .Fit(ml.Transforms.CopyColumns("Label2", "Label").Fit(data).Transform(data)));

        StringAssert.Contains(error.Message, "Column 'Label2' is Key");
        StringAssert.Contains(error.Message, "Allowed are the bytes of an image file");
    }

    [TestMethod]
    public void Fit_MissingColumn_NamesThoseThereAre()
    {
        var ml = new MLContext(1);
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(4));

        var error = Assert.ThrowsExactly<ArgumentException>(() => Trainer(ml, options => options.FeatureColumnName = "Picture").Fit(data));

        StringAssert.StartsWith(error.Message, "There is no column 'Picture' for the images. The columns are: Label");
    }

    [TestMethod]
    public void Fit_OneClass_SaysSo()
    {
        var ml = new MLContext(1);
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(8).Where(row => row.Label == "blob"));

        var error = Assert.ThrowsExactly<ArgumentException>(() => Trainer(ml).Fit(data));

        Assert.AreEqual(
            "These images cannot be trained on:\n- There is only one class ('blob'): give images of at least two.", error.Message);
    }

    [TestMethod]
    public void Fit_CorruptImage_NamesItsRow()
    {
        var ml = new MLContext(1);
        EncodedRow[] rows = DrawnImages.Encoded(8);
        rows[5].Features = rows[5].Features[..40];

        var error = Assert.Throws<Exception>(() => Trainer(ml).Fit(DrawnImages.Keyed(ml, rows)));

        StringAssert.Contains(error.Message, "5");
        StringAssert.Contains(error.Message.ToUpperInvariant(), "ROW");
    }

    [TestMethod]
    public void Fit_NetworkTooDeepForTheImages_NamesNetworkAndSize()
    {
        var ml = new MLContext(1);
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(4));

        var error = Assert.ThrowsExactly<ArgumentException>(
            () => Trainer(ml, options => options.Students = [StudentNetworks.ResNet(18), StudentNetworks.ResNet(18)]).Fit(data));

        StringAssert.Contains(error.Message, "resnet18 needs images of at least 32x32 pixels, and the input is 16x16x3");
    }

    [TestMethod]
    public void Fit_GpuThatIsNotThere_SaysSoUnlessItMayFallBack()
    {
        var ml = new MLContext(1) { GpuDeviceId = 7 };
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(8));

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer(ml).Fit(data));
        StringAssert.Contains(error.Message, "7");
    }

    [TestMethod]
    public void Fit_OneOfTheGpusIsNotThere_SaysSoUnlessItMayFallBack()
    {
        var ml = new MLContext(1) { GpuDeviceId = 5 };
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(8));
        var heard = new List<RunStarted>();

        var error =
            Assert.ThrowsExactly<InvalidOperationException>(() => Trainer(ml, options => options.GpuDeviceIds = [0, 1007]).Fit(data));
        Trainer(ml, options =>
        {
            (options.GpuDeviceIds, options.FallbackToCpu) = ([0, 1007], true);
            options.Progress = new Listener(trainingEvent => heard.AddRange(trainingEvent is RunStarted started ? [started] : []));
        }).Fit(data);

        StringAssert.Contains(error.Message, "1007");
        Assert.AreEqual("cpu", heard.Single().Device);
    }

    [TestMethod]
    public void Fit_WorkspaceThatCannotBeWritten_SaysSo()
    {
        var ml = new MLContext(1);
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(8));
        string file = Path.GetTempFileName();

        Exception error = Assert.Throws<IOException>(() => Trainer(ml, options =>
        {
            options.ImageMemoryLimit = 0;
            options.WorkspacePath = Path.Combine(file, "below-a-file");
        }).Fit(data));

        StringAssert.Contains(error.Message, "below-a-file");
        File.Delete(file);
    }

    [TestMethod]
    public void Fit_ImagesBeyondTheMemoryLimit_TrainsFromAFileAndLeavesNothing()
    {
        var ml = new MLContext(1);
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(8));
        string folder = Directory.CreateTempSubdirectory("afd-workspace-").FullName;

        using var fromFile = Trainer(ml, options => (options.ImageMemoryLimit, options.WorkspacePath, options.Seed) = (0, folder, 5))
            .Fit(data);
        using var fromMemory = Trainer(ml, options => options.Seed = 5).Fit(data);

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder));
        Assert.AreEqual(
            fromMemory.History.Epochs[^1].Students[0].CrossEntropy, fromFile.History.Epochs[^1].Students[0].CrossEntropy);
        Directory.Delete(folder);
    }

    private static AdversarialDistillationTrainer Trainer(MLContext ml, Action<AdversarialDistillationTrainer.Options>? change = null)
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [new TinyNetwork(4, "small"), new TinyNetwork(4, "peer")],
            Epochs = 1,
            Augmentation = AugmentationOptions.None(),
        };
        change?.Invoke(options);
        return ml.MulticlassClassification.Trainers.AdversarialDistillation(options);
    }

    private static SchemaShape SchemaShapeOf(IDataView data)
    {
        // The shape that a pipeline sees of data: the output shape of a step that changes nothing.
        var ml = new MLContext();
        return ml.Transforms.CopyColumns("Same", "Label").GetOutputSchema(
            (SchemaShape)typeof(SchemaShape)
                .GetMethod("Create", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .Invoke(null, [data.Schema])!);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Fit_NotEnoughMemory_SaysWhichBatchSizeToTry(bool keepFreedMemory)
    {
        var ml = new MLContext(1);
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [new HungryNetwork(), new HungryNetwork()],
            BatchSize = 30,
            KeepFreedMemory = keepFreedMemory
        };

        string message = Assert.ThrowsExactly<InsufficientMemoryException>(
            () => ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
                .Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(40)))).Message;

        Assert.Contains("batch of 27 images. Try BatchSize 13", message);
    }

    /// <summary>A network that asks for more memory than any machine has as soon as it is given more than two images.</summary>
    private sealed record HungryNetwork : IStudentNetwork
    {
        public string Name => "hungry";

        public int NativeSize => 8;

        public int Stride => 1;

        public StudentModule Create(int channels, int classCount) => new Module(channels, classCount);

        private sealed class Module : StudentModule
        {
            private readonly TorchSharp.Modules.Conv2d _convolution;

            public Module(int channels, int classCount) : base("hungry", TorchSharp.torch.nn.Linear(4, classCount))
            {
                _convolution = TorchSharp.torch.nn.Conv2d(channels, 4, 3, padding: 1);
                RegisterComponents();
            }

            public override T Features<T>(ILayerOperations<T> layers, T image)
            {
                if (image is TorchSharp.torch.Tensor tensor && tensor.shape[0] > 2)
                    TorchSharp.torch.empty(1L << 44).Dispose();
                return layers.Relu(layers.Convolution(image, _convolution));
            }
        }
    }
}
