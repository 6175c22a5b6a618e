using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Training;
using Microsoft.ML;

namespace AfdMlNet.Tests;

[TestClass]
public sealed class OptionsValidationTests
{
    [TestMethod]
    public void Validate_Defaults_AreValid() => new AdversarialDistillationTrainer.Options().Validate();

    [TestMethod]
    public void Validate_EverythingWrong_ListsEveryErrorInOneMessage()
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            LabelColumnName = "",
            ScoreColumnName = "Out",
            PredictedLabelColumnName = "Out",
            Students = [StudentNetworks.CifarResNet(8)],
            DeployedStudent = 1,
            Teachers = (RingTeachers)5,
            RampUp = 1.5,
            WeightAverage = new WeightAverageOptions { Decay = 1 },
            Adversarial = new AdversarialOptions
            {
                Loss = (AdversarialLossKind)9,
                Every = 0,
                GradientPenalty = -1,
                TwoDepths = true,
                LastStageOnly = true,
            },
            Temperature = 0,
            Epochs = 0,
            BatchSize = 1,
            LogitOptimizer = new SgdOptions { LearningRate = -1, Momentum = 1, WeightDecay = -0.5 },
            FeatureOptimizer = null!,
            DiscriminatorOptimizer = new AdamOptions { LearningRate = double.NaN, Schedule = null! },
            Augmentation = new AugmentationOptions { CropPadding = -1 },
            ValidationFraction = 0.6,
            EarlyStopping = new EarlyStoppingOptions { Patience = 0, MinimumImprovement = -1 },
            ImageWidth = 0,
            ImageFit = (ImageFit)7,
            ImageMemoryLimit = -1,
            Threads = 0,
            GpuDeviceId = -1,
        };

        var error = Assert.ThrowsExactly<ArgumentException>(() => OptionsValidation.Validate(options));

        Assert.AreEqual(
            """
            The options of AdversarialDistillation are not valid:
            - Teachers is 5: RingTeachers.Predecessor or RingTeachers.AllOthers or RingTeachers.Alternating.
            - Adversarial.Loss is 9: AdversarialLossKind.LeastSquares or AdversarialLossKind.Hinge or AdversarialLossKind.Relativistic.
            - Adversarial.Every is 0: at least 1.
            - Adversarial.GradientPenalty is -1: at least 0.
            - RampUp is 1.5: from 0 to 1, a fraction of the epochs.
            - WeightAverage.Decay is 1: at least 0 and below 1.
            - Temperature is 0: above 0, usually 1 to 10.
            - Epochs is 0: at least 1.
            - BatchSize is 1: at least 2, since batch norm needs more than one image.
            - LogitOptimizer.LearningRate is -1: at least 0.
            - LogitOptimizer.Momentum is 1: at least 0 and below 1.
            - LogitOptimizer.WeightDecay is -0.5: at least 0.
            - FeatureOptimizer is null: it needs a value of AdamOptions.
            - DiscriminatorOptimizer.LearningRate is NaN: at least 0.
            - DiscriminatorOptimizer.Schedule is null: it needs a value of LearningRateSchedule.
            - Augmentation.CropPadding is -1: at least 0.
            - ValidationFraction is 0.6: from 0 to 0.5.
            - EarlyStopping.Patience is 0: at least 1.
            - EarlyStopping.MinimumImprovement is -1: at least 0.
            - ImageWidth is 0: at least 1.
            - ImageFit is 7: ImageFit.Crop or ImageFit.Stretch.
            - GpuDeviceId is -1: at least 0.
            - Threads is 0: at least 1.
            - ImageMemoryLimit is -1: at least 0, in bytes.
            - LabelColumnName is empty: give the name of a column.
            - ScoreColumnName and PredictedLabelColumnName are both 'Out': give two names.
            - Students holds 1 network: a ring needs at least 2, one to deploy and one that teaches it; one alone learns with DistillationMethod.Independent.
            - DeployedStudent is 1: an index of Students, 0 to 0.
            - Adversarial.TwoDepths and Adversarial.LastStageOnly cannot be combined: with LastStageOnly the adversarial gradient does not reach the stage that TwoDepths adds.
            - ImageWidth and ImageHeight: give both or neither. (Parameter 'options')
            """,
            error.Message);
    }

    [TestMethod]
    public void Validate_OfflineRingOfThree_SaysThatThereIsOneTeacher()
    {
        var options = new AdversarialDistillationTrainer.Options { Method = DistillationMethod.Kd };
        options.Students = [.. options.Students, StudentNetworks.CifarResNet(8)];

        var error = Assert.ThrowsExactly<ArgumentException>(() => OptionsValidation.Validate(options));

        StringAssert.Contains(error.Message, "Method kd has one teacher and Students holds 3 networks");
    }

    [TestMethod]
    public void Validate_GpuDeviceIds_SaysWhatIsWrongWithThem()
    {
        string Errors(int? one, params int[] several) => Assert.ThrowsExactly<ArgumentException>(
            () => OptionsValidation.Validate(
                new AdversarialDistillationTrainer.Options { GpuDeviceId = one, GpuDeviceIds = several })).Message;

        StringAssert.Contains(Errors(null), "GpuDeviceIds is empty: give the numbers of GPUs, such as 0 and 1, or null for one device.");
        StringAssert.Contains(Errors(null, 0, -1), "GpuDeviceIds is 0, -1: each at least 0.");
        StringAssert.Contains(Errors(2, 0, 1), "GpuDeviceId is 2 and GpuDeviceIds is 0, 1: give one of them and leave the other null.");
        OptionsValidation.Validate(new AdversarialDistillationTrainer.Options { GpuDeviceIds = [0, 1, 0] });
    }

    [TestMethod]
    public void Validate_EarlyStoppingWithoutValidation_SaysSo()
    {
        var options = new AdversarialDistillationTrainer.Options { EarlyStopping = new(), ValidationFraction = 0 };

        var error = Assert.ThrowsExactly<ArgumentException>(() => OptionsValidation.Validate(options));

        StringAssert.Contains(error.Message, "EarlyStopping needs validation images");
    }

    [TestMethod]
    public void AdversarialDistillation_InvalidOptions_ThrowsAtConstruction() => Assert.ThrowsExactly<ArgumentException>(
        () => new MLContext().MulticlassClassification.Trainers.AdversarialDistillation(
            new AdversarialDistillationTrainer.Options { Epochs = 0 }));
}
