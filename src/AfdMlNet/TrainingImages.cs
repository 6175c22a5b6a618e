using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;
using AfdMlNet.Training;
using Microsoft.ML;

namespace AfdMlNet;

/// <summary>The images of a run: read once, divided into those to train and those to validate on, and checked.</summary>
internal sealed class TrainingImages : IDisposable
{
    private readonly ReadImages _read;
    private readonly ImageSet? _validationSet;
    private readonly int[] _training;
    private readonly int[] _validation;
    private readonly ChannelStatistics _statistics;

    private TrainingImages(
        ReadImages read, ImageSet? validationSet, LabelKeys labels, int[] training, int[] validation,
        AdversarialDistillationTrainer.Options options)
    {
        (_read, _validationSet, Labels, _training, _validation) = (read, validationSet, labels, training, validation);
        _statistics = ImageNormalization.Of(options.Students, read.Shape.Channels) is { } asked
            ? ChannelStatistics.Of(asked, read.Scale)
            : ChannelStatistics.Of(read.Images, training, read.Scale, options.CancellationToken);
    }

    public LabelKeys Labels { get; }

    public ImageColumn Column => _read.Column;

    /// <summary>The networks' input.</summary>
    public ImageShape Shape => _read.Shape;

    /// <summary>How many images are trained on, each counted once.</summary>
    public int TrainingCount => _training.Length;

    public int ValidationCount => _validation.Length;

    /// <exception cref="ArgumentException">The images cannot be trained on; the message lists all that is wrong.</exception>
    public static TrainingImages Read(IDataView input, AdversarialDistillationTrainer.Options options, int seed, Action<TrainingEvent> emit)
    {
        var reading =
            new ImageReadOptions(options.LabelColumnName, options.FeatureColumnName, options.Students.Max(student => student.NativeSize))
            {
                Width = options.ImageWidth,
                Height = options.ImageHeight,
                Fit = options.ImageFit,
                MemoryLimit = options.ImageMemoryLimit,
                Folder = options.WorkspacePath,
                AllowsMissingLabels = true,
                Progress = (done, total) => emit(new StageProgressed("Reading images", done, total)),
            };
        LabelKeys labels = LabelKeys.Of(input.Schema[options.LabelColumnName]);
        if (options is { ImageWidth: { } width, ImageHeight: { } height })
            Tell(InputChoice.TooLarge(new ImageShape(width, height), options, seed), emit);
        ReadImages read = ImageSetReader.Read(input, reading, options.CancellationToken);
        ImageSet? validationSet = null;
        try
        {
            ReadImages? validationRead = options.ValidationSet is { } set
                ? ImageSetReader.ReadLike(set, reading with { AllowsMissingLabels = false }, read, options.CancellationToken)
                : null;
            validationSet = validationRead?.Images;
            LabelKeys? validationLabels =
                validationSet is null ? null : LabelKeys.Of(options.ValidationSet!.Schema[options.LabelColumnName]);
            UnreadImages.Settle(
                options.BadImages,
                validationRead is null ? [(read, labels.Names)] : [(read, labels.Names), (validationRead, validationLabels!.Names)],
                emit);
            validationSet?.MoveClasses(validationLabels!.PlacesIn(labels));
            Tell(InputChoice.Unshared(read, options.Students), emit);
            if (options.ImageWidth is null)
                Tell(InputChoice.TooLarge(read.Shape, options, seed), emit);
            (int[] training, int[] validation) = validationSet is null
                ? StratifiedSplit.Divide(read.Images.Labels, options.ValidationFraction, seed)
                : (All(read.Images), All(validationSet));
            training = Unlabelled.Settle(options.Method, read.Images, training, emit);
            Check(options, labels, read, training, validation, emit);
            return new TrainingImages(read, validationSet, labels, training, validation, options);
        }
        catch
        {
            read.Images.Dispose();
            validationSet?.Dispose();
            throw;
        }
    }

    public BatchLoader TrainingBatches(AdversarialDistillationTrainer.Options options, int seed) =>
        new(
            _read.Images, Unlabelled.Epoch(_read.Images, _training), _statistics, _read.Scale, options.Augmentation, options.BatchSize,
            seed)
        {
            Part = PartOf(options),
        };

    /// <summary>The training images that have a label, as they are, whatever this process's part: to fit heads on.</summary>
    public BatchLoader HeadBatches(int seed) => new(
        _read.Images, Unlabelled.Labelled(_read.Images, _training), _statistics, _read.Scale, AugmentationOptions.None(), HeadFit.BatchSize,
        seed);

    /// <summary>What decides a run on these images.</summary>
    public IReadOnlyDictionary<string, string> Identity(AdversarialDistillationTrainer.Options options, int seed) =>
        RunIdentity.Of(options, seed, _read.Images, _training.Length, _validationSet);

    /// <returns>The batches to validate on, those of this process's part of the images; null where there is no validation.</returns>
    public BatchLoader? ValidationBatches(AdversarialDistillationTrainer.Options options) => _validation.Length == 0
        ? null
        : new(_validationSet ?? _read.Images, _validation[PartOf(options).Of(_validation.Length)], _statistics, _read.Scale,
            AugmentationOptions.None(), options.BatchSize, seed: 0);

    /// <summary>What the students' ONNX models say of their input.</summary>
    public OnnxModelSpec OnnxSpec(IReadOnlyDictionary<string, string> metadata) => new(
        Shape, _statistics.Mean, _statistics.StandardDeviation, Labels.Names, metadata,
        Interleaved: _read.Column is { Kind: ImageColumnKind.Pixels, Interleaved: true })
    {
        PixelScale = _read.Scale,
    };

    public void Dispose()
    {
        _read.Images.Dispose();
        _validationSet?.Dispose();
    }

    private static BatchPart PartOf(AdversarialDistillationTrainer.Options options) =>
        options.Distributed is { } group ? new BatchPart(group.Rank, group.Size) : BatchPart.Whole;

    private static int[] All(ImageSet images) => [.. Enumerable.Range(0, images.Count)];

    private static void Check(
        AdversarialDistillationTrainer.Options options, LabelKeys labels, ReadImages read, int[] training, int[] validation,
        Action<TrainingEvent> emit)
    {
        int[] trained = [.. Unlabelled.Labelled(read.Images, training).Select(index => read.Images.Labels[index])];
        var errors = new List<string>(Preflight.Errors(
            options.Students, options.DeployedStudent, read.Shape, options.Method.IsAdversarial, labels.Names, trained,
            Unlabelled.Epoch(read.Images, training).Length,
            options.BatchSize, PartOf(options).Count));
        if (validation.Length > 0 && validation.Length < PartOf(options).Count)
            errors.Add($"{validation.Length} validation images are fewer than the {PartOf(options).Count} processes: give more images or "
                + "fewer processes.");
        if (options.EarlyStopping is not null && validation.Length == 0)
            errors.Add($"EarlyStopping needs validation images, and a fraction of {options.ValidationFraction} of {trained.Length} leaves "
                + "none: give more images or a ValidationSet.");
        if (errors.Count > 0)
            throw new ArgumentException($"These images cannot be trained on:{string.Concat(errors.Select(error => $"\n- {error}"))}");
        Tell(Preflight.AbsentClasses(labels.Names, trained), emit);
        if (options is { ValidationSet: null, ValidationFraction: > 0 })
            Tell(Preflight.NotValidated(labels.Names, trained, [.. validation.Select(index => read.Images.Labels[index])]), emit);
    }

    private static void Tell(string? finding, Action<TrainingEvent> emit)
    {
        if (finding is not null)
            emit(new RunFinding(finding));
    }
}
