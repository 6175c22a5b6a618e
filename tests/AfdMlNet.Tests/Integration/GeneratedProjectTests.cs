using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using AfdMlNet.Images;
using AfdMlNet.ModelBuilder;
using AfdMlNet.Networks;
using AfdMlNet.Tests.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace AfdMlNet.Tests.Integration;

/// <summary>Generated projects, built outside the repository with packages alone: they must say what the transformer says.</summary>
[TestClass]
public sealed class GeneratedProjectTests
{
    private const string Photographs = "cifar100-10c-mini-png.zip";
    private const string Name = "Pictures";

    // Quotes cannot be in the name of a folder on Windows.
    private static readonly string _small = OperatingSystem.IsWindows() ? "small é" : "small \"é\"";

    private static TemporaryFolder? _folder;
    private static string[] _images = [];
    private static Prediction[] _expected = [];
    private static MLContext _ml = new(1);
    private static TransformerChain<KeyToValueMappingTransformer>? _model;
    private static DataViewSchema? _schema;

    [ClassInitialize]
    public static void Train(TestContext context)
    {
        _folder = new TemporaryFolder();
        LocalPackages.OfferTo(_folder.Make());
        EncodedRow[] rows = Rows();
        string folder = _folder.Make("images");
        _images = [.. rows.Select((_, i) => Path.Combine(folder, $"{i:000}.png"))];
        for (int i = 0; i < rows.Length; i++)
            File.WriteAllBytes(_images[i], rows[i].Features);

        _ml = new MLContext(1);
        IDataView data = _ml.Data.LoadFromEnumerable(rows.Select(row => new Input { Label = row.Label, ImageSource = row.Features }));
        _schema = data.Schema;
        _model = _ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Append(_ml.MulticlassClassification.Trainers.AdversarialDistillation(new AdversarialDistillationTrainer.Options
            {
                FeatureColumnName = "ImageSource",
                Students = [new TinyNetwork(8, "small"), new TinyNetwork(8, "peer")],
                Epochs = 4,
                BatchSize = 20,
                ValidationFraction = 0,
                Augmentation = AugmentationOptions.None(),
            }))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data);
        _expected = [.. _ml.Data.CreateEnumerable<Prediction>(_model.Transform(data), reuseRowObject: false)];
        Assert.IsGreaterThan(1, _expected.Select(prediction => prediction.PredictedLabel).Distinct().Count());
    }

    [ClassCleanup]
    public static void CleanUp()
    {
        _model?.Dispose();
        _folder?.Dispose();
    }

    [TestMethod]
    public void Console_BuiltWithPackagesAlone_PredictsAsTheTransformer()
    {
        string folder = Export(new ModelBuilderExport(Name) { Project = GeneratedProject.Console });
        File.WriteAllText(Path.Combine(folder, "Driver.cs"), GeneratedProjectDrivers.Predict);

        string program = LocalPackages.Build(folder);

        string[] libraries = [.. Directory.GetFiles(Path.GetDirectoryName(program)!, "*.dll").Select(file => Path.GetFileName(file))];
        CollectionAssert.Contains(libraries, "AfdMlNet.Images.dll");
        CollectionAssert.DoesNotContain(libraries, "AfdMlNet.dll");
        CollectionAssert.DoesNotContain(libraries, "TorchSharp.dll");
        string[] lines = LocalPackages.Drive(program, _images).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(_images.Length, lines);
        for (int i = 0; i < lines.Length; i++)
            AssertAsExpected(_expected[i], JsonDocument.Parse(lines[i]).RootElement);
        string shown = LocalPackages.Dotnet(folder, program, _images[0]);
        Assert.Contains(_expected[0].Score.Max().ToString("0.0000", CultureInfo.InvariantCulture), shown);
    }

    [TestMethod]
    public async Task WebApiWithTraining_BuiltWithPackagesAlone_RetrainsAndAnswersUploads()
    {
        string small = SmallFolder();
        string folder = Export(new ModelBuilderExport(Name)
        {
            Project = GeneratedProject.WebApi,
            ImageFolder = small,
            TrainerOptions = new()
            {
                Students = [StudentNetworks.CifarResNet(8), StudentNetworks.CifarResNet(8)],
                Epochs = 1,
                BatchSize = 12,
                ValidationFraction = 0,
                KeepBest = false,
            },
        });
        File.WriteAllText(Path.Combine(folder, "Driver.cs"), GeneratedProjectDrivers.Retrain);

        string program = LocalPackages.Build(folder, "-p:AfdTraining=true");

        string retrained = LocalPackages.Drive(program, Path.Combine(folder, "again.mlnet"));
        Assert.Contains("across blob down", retrained);
        await AssertAnswers(folder, program);
    }

    private static async Task AssertAnswers(string folder, string program)
    {
        ProcessStartInfo start = LocalPackages.Start(folder, program);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using Process server = Process.Start(start)!;
        try
        {
            _ = server.StandardError.ReadToEndAsync();
            string address = await Address(server).WaitAsync(Patience.Limit);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            JsonElement answer = await Post(client, File.ReadAllBytes(_images[0]), 200);
            Assert.AreEqual(_expected[0].PredictedLabel, answer.GetProperty("predictedLabel").GetString());
            Assert.AreEqual(_expected[0].Score.Max(), answer.GetProperty("scores")[0].GetProperty("score").GetSingle(), 1e-5f);
            Assert.Contains("bytes", (await Post(client, [1, 2, 3], 400)).GetProperty("detail").GetString()!);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> Address(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf("http://127", StringComparison.Ordinal) is >= 0 and var begin)
                return line[begin..].Trim();
        }

        throw new AssertFailedException("The server ended before it listened.");
    }

    private static async Task<JsonElement> Post(HttpClient client, byte[] image, int status)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(image), "image", "image.png" } };
        using HttpResponseMessage response = await client.PostAsync(new Uri("/predict", UriKind.Relative), form);
        string text = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(status, (int)response.StatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static void AssertAsExpected(Prediction expected, JsonElement found)
    {
        Assert.AreEqual(expected.PredictedLabel, found.GetProperty("Label").GetString());
        IReadOnlyList<string> classes = Classes();
        (string Label, float Score)[] all = [.. found.GetProperty("All").EnumerateArray().Select(pair =>
            (pair.GetProperty("Key").GetString()!, pair.GetProperty("Value").GetSingle()))];
        Assert.HasCount(classes.Count, all);
        CollectionAssert.AreEqual(all.OrderByDescending(pair => pair.Score).ToArray(), all);
        foreach ((string label, float score) in all)
            Assert.AreEqual(expected.Score[classes.ToList().IndexOf(label)], score, 1e-5f, label);
    }

    private static IReadOnlyList<string> Classes()
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        _model!.GetOutputSchema(_schema!)["Label"].GetKeyValues(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static string Export(ModelBuilderExport export)
    {
        string folder = _folder!.Make(export.Project.ToString());
        export.Write(_ml, _model!, _schema!, folder);
        return folder;
    }

    /// <summary>Photographs where they are there, drawings where not; the classes have names that are hard to write.</summary>
    private static EncodedRow[] Rows()
    {
        EncodedRow[] rows = Photos() ?? DrawnImages.Encoded(20);
        return [.. rows.Select(row => new EncodedRow { Label = $"{row.Label} \"\\ é\U0001F600", Features = row.Features })];
    }

    private static EncodedRow[]? Photos()
    {
        string path;
        try
        {
            path = SharedData.File(Photographs);
        }
        catch (AssertInconclusiveException)
        {
            return null;
        }

        using ZipArchive zip = ZipFile.OpenRead(path);
        return [.. zip.Entries.Where(entry => entry.Name.EndsWith(".png", StringComparison.Ordinal)
            && entry.FullName.Contains("train/", StringComparison.Ordinal))
            .GroupBy(entry => entry.FullName.Split('/')[^2]).SelectMany(group => group.Take(20))
            .Select(entry => new EncodedRow { Label = entry.FullName.Split('/')[^2], Features = Bytes(entry) })];
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string SmallFolder()
    {
        EncodedRow[] rows = DrawnImages.Encoded(8);
        for (int i = 0; i < rows.Length; i++)
            File.WriteAllBytes(Path.Combine(_folder!.Make(_small, rows[i].Label), $"{i:000}.png"), rows[i].Features);
        return _folder!.Make(_small);
    }

    private sealed class Input
    {
        public string Label { get; set; } = string.Empty;

        public byte[] ImageSource { get; set; } = [];
    }
}
