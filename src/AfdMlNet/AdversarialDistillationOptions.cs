using AfdMlNet.Checkpoints;
using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Settings;
using AfdMlNet.Training;
using Microsoft.ML;

namespace AfdMlNet;

public sealed partial class AdversarialDistillationTrainer
{
    /// <summary>All that decides a training run. The defaults are the paper's, the schedules scaled to the number of epochs.</summary>
    public sealed class Options
    {
        /// <summary>The label: a key column. Default <c>Label</c>.</summary>
        [Scope(OptionScope.Surroundings)]
        public string LabelColumnName { get; set; } = "Label";

        /// <summary>The images: encoded bytes, <c>MLImage</c> or a vector of <c>float</c>. Default <c>Features</c>.</summary>
        [Scope(OptionScope.Surroundings)]
        public string FeatureColumnName { get; set; } = "Features";

        /// <summary>The probabilities, in key order. Default <c>Score</c>.</summary>
        [Scope(OptionScope.Surroundings)]
        public string ScoreColumnName { get; set; } = "Score";

        /// <summary>The predicted key, with the label's values. Default <c>PredictedLabel</c>.</summary>
        [Scope(OptionScope.Surroundings)]
        public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

        /// <summary>
        /// The ring, at least two networks: each teaches the next, the last teaches the first. Default: ResNet-20 and ResNet-32. The same
        /// recipe may stand in it more than once. With <see cref="DistillationMethod.Independent"/> one is enough.
        /// </summary>
        public IReadOnlyList<IStudentNetwork> Students { get; set; } = [StudentNetworks.CifarResNet(20), StudentNetworks.CifarResNet(32)];

        /// <summary>Index in <see cref="Students"/> of the network that the transformer scores with; default 0, the first.</summary>
        public int DeployedStudent { get; set; }

        /// <summary>Which losses act between the networks; default <see cref="DistillationMethod.Afd"/>.</summary>
        public DistillationMethod Method { get; set; } = DistillationMethod.Afd;

        /// <summary>
        /// Whom each network learns from; null (default) goes by the number of networks: <see cref="RingTeachers.Alternating"/> from three
        /// on, and for two, where it is the same, <see cref="RingTeachers.Predecessor"/>. The paper's is the predecessor for any number.
        /// </summary>
        public RingTeachers? Teachers { get; set; }

        /// <summary>The same, the default by its name.</summary>
        internal RingTeachers TeachersInRing => Teachers ?? (Students.Count > 2 ? RingTeachers.Alternating : RingTeachers.Predecessor);

        /// <summary>How the adversarial part of <see cref="Method"/> is played.</summary>
        public AdversarialOptions Adversarial { get; set; } = new();

        /// <summary>
        /// Fraction of the epochs in which the terms that teach (logits, alignment, and the rate of <see cref="FeatureOptimizer"/>) grow
        /// from near 0 to their full weight, as exp(-5 (1 - progress / fraction)^2); default 0, full weight from the start. At least 0, at
        /// most 1.
        /// </summary>
        [Range("a fraction of the epochs", AtLeast = 0, AtMost = 1)]
        public double RampUp { get; set; }

        /// <summary>A running average of each network's weights, to teach with and to deploy; null (default) is none.</summary>
        public WeightAverageOptions? WeightAverage { get; set; }

        /// <summary>tau in equation (1): how much the probabilities are softened. Default 3; above 0, usually 1 to 10.</summary>
        [Range("usually 1 to 10", Above = 0)]
        public double Temperature { get; set; } = 3;

        /// <summary>Passes over the training images; default 100 (the paper trains 300). At least 1.</summary>
        [Range(AtLeast = 1)]
        public int Epochs { get; set; } = 100;

        /// <summary>
        /// The most images in a batch; default 128. At least 2. Each image is seen once an epoch: the batches are made of nearly equal
        /// size.
        /// </summary>
        [Range("since batch norm needs more than one image", AtLeast = 2)]
        public int BatchSize { get; set; } = 128;

        /// <summary>The optimizer of the logit loss (1), on all of a network.</summary>
        public SgdOptions LogitOptimizer { get; set; } = new();

        /// <summary>The optimizer of the adversarial loss (3), on the feature extractor and its transfer layer.</summary>
        public AdamOptions FeatureOptimizer { get; set; } = new();

        /// <summary>The optimizer of the discriminator's loss (2).</summary>
        public AdamOptions DiscriminatorOptimizer { get; set; } = new();

        /// <summary>
        /// False (default): both gradients of a network are taken at the same weights, from one forward. True: the paper's order, the logit
        /// update first and the adversarial gradient at the updated weights, which needs a second forward (about a quarter more time).
        /// </summary>
        public bool TwoForwards { get; set; }

        /// <summary>How training images are varied.</summary>
        public AugmentationOptions Augmentation { get; set; } = new();

        /// <summary>Images to validate on; null (default) holds back <see cref="ValidationFraction"/> of the training images.</summary>
        [Scope(OptionScope.Caller)]
        public IDataView? ValidationSet { get; set; }

        /// <summary>
        /// The fraction of each class's images held back to validate on where there is no <see cref="ValidationSet"/>; default 0.1. 0 is no
        /// validation: the last epoch's weights are kept. At least 0, at most 0.5.
        /// </summary>
        [Range(AtLeast = 0, AtMost = 0.5)]
        public double ValidationFraction { get; set; } = 0.1;

        /// <summary>
        /// Whether each student keeps the weights of its best epoch on the validation images (default) or those of the last epoch.
        /// </summary>
        public bool KeepBest { get; set; } = true;

        /// <summary>
        /// Whether models keep their weights as 16-bit floats: half the size, the same speed; probabilities differ by about 0.001. Default
        /// false, 32 bits.
        /// </summary>
        [Scope(OptionScope.Device)]
        public bool HalfWeights { get; set; }

        /// <summary>Ends training early; null (default) trains all epochs. Needs validation images.</summary>
        public EarlyStoppingOptions? EarlyStopping { get; set; }

        /// <summary>
        /// Width of the networks' input in pixels; null (default) is the width of the images where they share a size, else the largest
        /// <see cref="IStudentNetwork.NativeSize"/> of the students. Give both or neither.
        /// </summary>
        [Range(AtLeast = 1)]
        public int? ImageWidth { get; set; }

        /// <summary>Height of the networks' input in pixels; as <see cref="ImageWidth"/>.</summary>
        [Range(AtLeast = 1)]
        public int? ImageHeight { get; set; }

        /// <summary>How images of another ratio are brought to the input's size; default <see cref="ImageFit.Crop"/>.</summary>
        [Recorded("Fit")]
        public ImageFit ImageFit { get; set; } = ImageFit.Crop;

        /// <summary>
        /// What becomes of images, to train or to validate on, that cannot be read; default <see cref="Images.BadImages.Refuse"/>.
        /// </summary>
        [Scope(OptionScope.Surroundings)]
        public BadImages BadImages { get; set; }

        /// <summary>
        /// Decides weights, splits, order and augmentation; null (default) follows <c>MLContext</c>'s seed. Same seed, same machine, same
        /// thread count: same weights, bit for bit.
        /// </summary>
        public int? Seed { get; set; }

        /// <summary>The GPU to train on; null (default) follows <c>MLContext.GpuDeviceId</c>, and the CPU where that is null too.</summary>
        [Scope(OptionScope.Device)]
        [Range(AtLeast = 0)]
        public int? GpuDeviceId { get; set; }

        /// <summary>
        /// Several GPUs of this machine to train on, in place of <see cref="GpuDeviceId"/> and <c>MLContext.GpuDeviceId</c>: network k of
        /// <see cref="Students"/> lives on number k mod n of them, with its discriminator and optimizers, and gets copies of the logits and
        /// maps that it learns from. Models score on the deployed student's GPU. Null (default) is one device. At least one number, each at
        /// least 0; a number may stand in it more than once. This has not been run on real GPUs.
        /// </summary>
        [Scope(OptionScope.Device)]
        public IReadOnlyList<int>? GpuDeviceIds { get; set; }

        /// <summary>
        /// Whether a GPU that was asked for and is not there is replaced by the CPU (true) or an error (false); null (default) follows
        /// <c>MLContext.FallbackToCpu</c>.
        /// </summary>
        [Scope(OptionScope.Surroundings)]
        public bool? FallbackToCpu { get; set; }

        /// <summary>
        /// CPU threads in all, shared out among the students' workers; null (default) is the number of processors. At least 1.
        /// </summary>
        [Scope(OptionScope.Surroundings)]
        [Range(AtLeast = 1)]
        public int? Threads { get; set; }

        /// <summary>
        /// Linux: whether the memory of large tensors that are freed is kept for the next step instead of going back to the system, which
        /// makes training faster and, on x64, its peak of memory smaller. It holds for all that uses torch in this process while <c>Fit</c>
        /// runs; then the memory goes back. Where libtorch cannot be given such a pool (another processor or C library, a libtorch that is
        /// built in another way), glibc's allocator is told to keep what is freed, for good, and the peak is larger. Default false.
        /// </summary>
        [Scope(OptionScope.Surroundings)]
        public bool KeepFreedMemory { get; set; }

        /// <summary>
        /// The most memory, in bytes, that the decoded images take; past it they go to a file in <see cref="WorkspacePath"/>. Default 2
        /// GiB.
        /// </summary>
        [Scope(OptionScope.Surroundings)]
        [Range("in bytes", AtLeast = 0)]
        public long ImageMemoryLimit { get; set; } = 2L << 30;

        /// <summary>A folder for temporary files; null (default) is the system's. Created where it is missing.</summary>
        [Scope(OptionScope.Surroundings)]
        public string? WorkspacePath { get; set; }

        /// <summary>Hears every event of the run, on the training thread: keep it short.</summary>
        [Scope(OptionScope.Caller)]
        public IProgress<TrainingEvent>? Progress { get; set; }

        /// <summary>Ends training within a batch; <c>Fit</c> then returns the best students so far.</summary>
        [Scope(OptionScope.Caller)]
        public CancellationToken CancellationToken { get; set; }

        /// <summary>
        /// Ends training as <see cref="CancellationToken"/> does after so much time within <c>Fit</c>; null (default) is no limit. Above
        /// zero.
        /// </summary>
        [Scope(OptionScope.Surroundings)]
        [Range("in seconds; null for no limit", Above = 0)]
        public TimeSpan? TimeBudget { get; set; }

        /// <summary>What <see cref="TimeBudget"/> is measured by.</summary>
        internal TimeProvider Time { get; set; } = TimeProvider.System;

        /// <summary>
        /// Whether <c>Fit</c> throws <see cref="OperationCanceledException"/> where training was ended early, in place of returning the
        /// best students so far; default false.
        /// </summary>
        [Scope(OptionScope.Surroundings)]
        public bool ThrowWhenCancelled { get; set; }

        /// <summary>Keeps the run's state in files and goes on from them; null (default) does not.</summary>
        [Scope(OptionScope.Surroundings)]
        public CheckpointOptions? Checkpoint { get; set; }

        /// <summary>
        /// The processes that train together, each on its part of every batch, such as <c>MpiGroup</c> of the package <c>AfdMlNet.Mpi</c>;
        /// null (default) is this one alone. All call <c>Fit</c> with the same options and images, and each gets the same students; the
        /// first alone keeps checkpoints. Batches, schedules and augmentation do not depend on their number; a group of one is as none, bit
        /// for bit.
        /// </summary>
        [Scope(OptionScope.Caller)]
        public IProcessGroup? Distributed { get; set; }

        /// <summary>
        /// What becomes of batch norm's running statistics with <see cref="Distributed"/>; default <see cref="SharedStatistics.Averaged"/>.
        /// </summary>
        public SharedStatistics SharedStatistics { get; set; }

        /// <summary>A copy that later changes to this object do not reach; data, progress and cancellation are shared.</summary>
        internal Options Copy()
        {
            Options copy = OptionCopy.Of(this);
            copy.Time = Time;
            return copy;
        }

        /// <summary>Checks all options, by themselves and together, as the trainer does before it begins.</summary>
        /// <exception cref="ArgumentException">Some are not valid; the message says of each what it may be.</exception>
        public void Validate() => OptionsValidation.Validate(this);
    }
}
