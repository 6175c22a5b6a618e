using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Examples;
using Microsoft.ML;

namespace AfdMlNet.Tests.Examples;

[TestClass]
public sealed class WebApiTests
{
    private static readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private static WebApiModels? _models;
    private static WebApiServer? _server;

    private static WebApiModels Models => _models!;

    private static WebApiServer Server => _server!;

    public required TestContext TestContext { get; set; }

    [ClassInitialize]
    public static void TrainAndStart(TestContext context)
    {
        _models = new();
        _server = WebApiServer.Start(_models.Path);
    }

    [ClassCleanup]
    public static void Stop()
    {
        _server?.Dispose();
        _models?.Dispose();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Predict_Image_EqualsTheSavedModelInProcess(bool asForm)
    {
        using PredictionEngine<ImageRow, ImagePrediction> engine = Models.Engine(out IReadOnlyList<string> classes);
        foreach (Picture picture in WebApiModels.Pictures(2))
        {
            (string Name, float Score)[] expected = [.. classes.Zip(engine.Predict(new() { ImageSource = picture.ImageSource }).Score)
                .OrderByDescending(candidate => candidate.Second).Take(5)];

            JsonElement reply =
                await Server.PredictAsync(asForm ? WebApiServer.Form(picture.ImageSource) : WebApiServer.Raw(picture.ImageSource));

            JsonElement[] found = [.. reply.GetProperty("predictions").EnumerateArray()];
            CollectionAssert.AreEqual(expected.Select(each => each.Name).ToArray(),
                found.Select(each => each.GetProperty("class").GetString()).ToArray());
            for (int i = 0; i < expected.Length; i++)
                Assert.AreEqual(expected[i].Score, found[i].GetProperty("probability").GetSingle(), 1e-5f);
            Assert.IsGreaterThan(0, reply.GetProperty("latencyMs").GetDouble());
            Assert.AreEqual("model.zip", reply.GetProperty("model").GetProperty("name").GetString());
        }
    }

    [TestMethod]
    public async Task Predict_ProbabilityBelowTheLeast_IsNotSure()
    {
        byte[] picture = WebApiModels.Pictures(1)[0].ImageSource;
        JsonElement reply = await Server.PredictAsync(WebApiServer.Raw(picture));
        float most = reply.GetProperty("predictions")[0].GetProperty("probability").GetSingle();
        Assert.AreEqual(most >= 0.5, reply.GetProperty("isSure").GetBoolean());
        Assert.AreEqual(0, (await Server.GetAsync("/samples")).GetArrayLength());
    }

    [TestMethod]
    public void Samples_FolderWithoutAClass_SaysSo()
    {
        using var folder = new AfdMlNet.Tests.Cli.ScratchFolder();
        folder.With("zebra/1.png");
        (int code, string log) = WebApiServer.RunToEnd("--model", Models.Path, "--samples", folder.Path);
        Assert.AreEqual(1, code);
        Assert.Contains("no picture in a folder of a class", log);
    }

    [TestMethod]
    public async Task ModelAndHealth_TellWhatIsServed()
    {
        JsonElement model = await Server.GetAsync("/model");
        JsonElement health = await Server.GetAsync("/health");

        CollectionAssert.AreEqual(
            ShapePictures.Classes.ToArray(), model.GetProperty("classes").EnumerateArray().Select(name => name.GetString()).ToArray());
        Assert.AreEqual(32, model.GetProperty("input").GetProperty("width").GetInt32());
        Assert.AreEqual(5_000_000, model.GetProperty("maximumBytes").GetInt32());
        Assert.AreEqual("ok", health.GetProperty("status").GetString());
        Assert.IsInRange(_began, DateTimeOffset.UtcNow, health.GetProperty("loadedAt").GetDateTimeOffset());
    }

    [TestMethod]
    public async Task OpenApi_DescribesUploadAndAnswer()
    {
        JsonElement predict = (await Server.GetAsync("/openapi/v1.json")).GetProperty("paths").GetProperty("/predict").GetProperty("post");

        Assert.AreEqual("binary",
            predict.GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema")
            .GetProperty("properties").GetProperty("image").GetProperty("format").GetString());
        Assert.IsTrue(predict.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("application/json", out _));
        Assert.IsTrue(predict.GetProperty("responses").TryGetProperty("413", out _));
    }

    [TestMethod]
    [DataRow("/", 200)]
    [DataRow("/app.js", 200)]
    [DataRow("/nothing", 404)]
    [DataRow("/predict", 405)]
    public async Task Get_AnyPath_CarriesSecurityHeaders(string path, int status)
    {
        using HttpResponseMessage response = await Server.Client.GetAsync(path);

        Assert.AreEqual(status, (int)response.StatusCode);
        StringAssert.Contains(response.Headers.GetValues("Content-Security-Policy").Single(), "default-src 'none'; script-src 'self'");
        Assert.AreEqual("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.IsFalse(response.Headers.Contains("Server"));
    }

    [TestMethod]
    public async Task Predict_ThousandRequestsEightInParallel_AllRight()
    {
        Picture[] pictures = WebApiModels.Pictures(3);
        using PredictionEngine<ImageRow, ImagePrediction> engine = Models.Engine(out _);
        string[] expected = [.. pictures.Select(picture => engine.Predict(new() { ImageSource = picture.ImageSource }).PredictedLabel)];
        var milliseconds = new double[1000];
        long start = Stopwatch.GetTimestamp();

        await Parallel.ForAsync(0, milliseconds.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            long sent = Stopwatch.GetTimestamp();
            JsonElement reply = await Server.PredictAsync(WebApiServer.Raw(pictures[i % pictures.Length].ImageSource));
            milliseconds[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            Assert.AreEqual(expected[i % pictures.Length], reply.GetProperty("predictions")[0].GetProperty("class").GetString());
        });

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(milliseconds);
        TestContext.WriteLine(
            $"1000 requests, 8 in parallel, {seconds:0.0} s: p50 {milliseconds[500]:0.0} ms, p99 {milliseconds[990]:0.0} ms; "
            + $"the process has {Server.MemoryInMegabytes:0} MB.");
    }

    [TestMethod]
    public async Task Predict_MoreThanMayWait_AreToldToComeBack()
    {
        using WebApiServer server = WebApiServer.Start(Models.Path, "--Limits:Requests", "1");
        byte[] picture = WebApiModels.Pictures(1)[0].ImageSource;
        await server.PredictAsync(WebApiServer.Raw(picture));
        // Holds its place: it announces an image and sends none of it. One that comes while the other is answered is sent away itself.
        TcpClient held;
        HttpResponseMessage second;
        for (int tries = 1; ; tries++)
        {
            held = await HoldAsync(server.Client.BaseAddress!);
            second = await server.Client.PostAsync("/predict", WebApiServer.Raw(picture));
            if (!second.IsSuccessStatusCode)
                break;
            Assert.IsLessThan(1000, tries, "Nobody is told to wait.");
            held.Dispose();
            second.Dispose();
        }

        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.AreEqual(TimeSpan.FromSeconds(1), second.Headers.RetryAfter!.Delta);
        StringAssert.Contains(await second.Content.ReadAsStringAsync(), "Try again in a second");
        held.Dispose();
        Patience.Await(
            () => server.Client.PostAsync("/predict", WebApiServer.Raw(picture)).GetAwaiter().GetResult().IsSuccessStatusCode,
            () => "stays busy");
    }

    private static async Task<TcpClient> HoldAsync(Uri server)
    {
        var held = new TcpClient(server.Host, server.Port);
        await held.GetStream()
            .WriteAsync("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 1000\r\n\r\n"u8.ToArray());
        return held;
    }

    [TestMethod]
    public async Task Model_FileChanges_IsServedWithoutALostRequest()
    {
        string path = Models.Copy("served.zip");
        byte[] picture = WebApiModels.Pictures(1)[0].ImageSource;
        using WebApiServer server = WebApiServer.Start(path, "--ReloadSeconds", "0.2");
        using var done = new CancellationTokenSource();
        Task<int> requests = Task.Run(async () =>
        {
            int count = 0;
            for (; !done.IsCancellationRequested; count++)
                await server.PredictAsync(WebApiServer.Raw(picture));
            return count;
        });
        async Task<int> ClassesAsync() => (await server.GetAsync("/model")).GetProperty("classes").GetArrayLength();

        Replace(path, with => File.WriteAllText(with, "not a model"));
        Patience.Await(() => server.Log.Contains("stays the old one", StringComparison.Ordinal), () => server.Log);
        Assert.AreEqual(10, await ClassesAsync());
        File.Delete(path);
        Patience.Await(() => server.Log.Split("stays the old one").Length == 3, () => server.Log);
        Assert.AreEqual(10, await ClassesAsync());
        if (!OperatingSystem.IsWindows())
        {
            Replace(path, with => System.Diagnostics.Process.Start("mkfifo", with).WaitForExit());
            Patience.Await(() => server.Log.Contains("empty, or no ordinary file", StringComparison.Ordinal), () => server.Log);
        }

        Replace(path, with => File.Copy(Models.OtherPath, with));
        Patience.Await(() => server.Log.Contains("Reloaded", StringComparison.Ordinal), () => server.Log);
        Assert.AreEqual(3, await ClassesAsync());
        for (int round = 0; round < 5; round++)
        {
            Replace(path, with => File.Copy(round % 2 == 0 ? Models.Path : Models.OtherPath, with));
            Patience.Await(() => server.Log.Split("Reloaded").Length == round + 3, () => server.Log);
        }

        Assert.AreEqual(10, await ClassesAsync());
        await done.CancelAsync();
        TestContext.WriteLine($"{await requests} requests were answered meanwhile; the process has {server.MemoryInMegabytes:0} MB.");
    }

    [TestMethod]
    [Timeout(Patience.Milliseconds, CooperativeCancellation = true)]
    [DataRow("")]
    [DataRow("GET /health HTTP/1.1\r\nHost: x\r\nX-Half: ")]
    public async Task Health_WhileEveryConnectionIsIdle_AnswersOnceTheyAreClosed(string half)
    {
        using WebApiServer server = WebApiServer.Start(Models.Path, "--Limits:Connections", "8", "--Limits:IdleSeconds", "0.5");
        Uri address = server.Client.BaseAddress!;
        List<Socket> idle = [];
        for (int i = 0; i < 8; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address.Host, address.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(half));
            idle.Add(socket);
        }

        // The server's own word, 408 or nothing, and then the end.
        foreach (Socket socket in idle)
        {
            while (await socket.ReceiveAsync(new byte[1024], TestContext.CancellationToken) > 0)
            {
            }

            socket.Dispose();
        }

        Assert.AreEqual("ok", (await server.GetAsync("/health")).GetProperty("status").GetString());
    }

    [TestMethod]
    public void Start_WithALargeFileThatIsNoModel_EndsWithoutReadingIt()
    {
        string large = Path.Combine(Path.GetDirectoryName(Models.Path)!, "large.zip");
        using (FileStream file = File.Create(large))
            file.SetLength(1L << 29);
        (int code, string log) = WebApiServer.RunToEnd("--model", large);
        Assert.AreEqual(1, code, log);
        StringAssert.Contains(log, $"'{large}' cannot be served");
        using (FileStream file = File.OpenWrite(large))
            file.SetLength((1L << 30) + 1);
        StringAssert.Contains(WebApiServer.RunToEnd("--model", large).Log, "1074 MB; 1074 are the most");
        File.Delete(large);
    }

    /// <summary>The server never sees half a file, however long writing takes.</summary>
    private static void Replace(string path, Action<string> write)
    {
        write($"{path}.new");
        File.Move($"{path}.new", path, overwrite: true);
    }

    [TestMethod]
    public void Start_WithoutAModelThatWorks_SaysSoAndEnds()
    {
        string broken = Path.Combine(Path.GetDirectoryName(Models.Path)!, "labels.txt");

        Assert.AreEqual(2, WebApiServer.RunToEnd().ExitCode);
        (int missing, string missingLog) = WebApiServer.RunToEnd("--model", "/nowhere/model.zip");
        Assert.AreEqual(1, missing, missingLog);
        (int foreign, string foreignLog) = WebApiServer.RunToEnd("--model", broken);
        Assert.AreEqual(1, foreign, foreignLog);
        StringAssert.Contains(foreignLog, $"'{broken}' cannot be served");
    }
}
