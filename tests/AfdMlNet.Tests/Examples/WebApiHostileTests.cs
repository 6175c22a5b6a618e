using System.Diagnostics;
using System.Net;
using System.Text.Json;
using AfdMlNet.Tests.Images.Samples;

namespace AfdMlNet.Tests.Examples;

/// <summary>Whatever is uploaded, the answer is a prediction or a refusal with its reason, and the process stays as it was.</summary>
[TestClass]
public sealed class WebApiHostileTests
{
    private const int Uploads = 200;
    private static readonly WebApiUploads _uploads = new();
    private static WebApiModels? _models;
    private static WebApiServer? _server;

    private static WebApiServer Server => _server!;

    public required TestContext TestContext { get; set; }

    // More of them by hand, to see memory level off: AFD_HOSTILE_ROUNDS=30.
    private static readonly int _rounds = int.TryParse(Environment.GetEnvironmentVariable("AFD_HOSTILE_ROUNDS"), out int rounds)
        ? rounds
        : 3;

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
    public async Task Predict_HostileUploads_AreRefusedWithAReasonAndLeaveNothingBehind()
    {
        byte[] picture = WebApiModels.Pictures(1)[0].ImageSource;
        string before = (await Server.PredictAsync(WebApiServer.Raw(picture))).GetProperty("predictions").ToString();
        double start = Server.MemoryInMegabytes;
        List<double> memory = [];
        Dictionary<string, int> statuses = [];
        long started = Stopwatch.GetTimestamp();

        for (int round = 0; round < _rounds; round++)
        {
            await Parallel.ForAsync(0, Uploads, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            {
                (string name, HttpContent content) = _uploads.Make(i % WebApiUploads.Kinds, new Random(i));
                HttpStatusCode status = await RefusedAsync(name, content);
                lock (statuses)
                    statuses[$"{(int)status}"] = statuses.GetValueOrDefault($"{(int)status}") + 1;
            });
            memory.Add(Server.MemoryInMegabytes);
        }

        TestContext.WriteLine($"{_rounds} x {Uploads} hostile uploads in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: "
            + string.Join(", ", statuses.OrderBy(each => each.Key).Select(each => $"{each.Value} x {each.Key}"))
            + $". The process had {start:0} MB before, then {string.Join(", ", memory.Select(each => $"{each:0}"))} MB.");
        Assert.AreEqual(before, (await Server.PredictAsync(WebApiServer.Raw(picture))).GetProperty("predictions").ToString());
        Assert.IsLessThan(memory[0] + 150, memory[^1]);
    }

    [TestMethod]
    public async Task Predict_DamagedPictures_AreNeverAnErrorOfTheServer()
    {
        Dictionary<int, int> statuses = [];
        for (int i = 0; i < Uploads; i++)
        {
            using HttpResponseMessage response = await Server.Client.PostAsync("/predict", _uploads.Mutated(new Random(i)));
            statuses[(int)response.StatusCode] = statuses.GetValueOrDefault((int)response.StatusCode) + 1;
        }

        TestContext.WriteLine(string.Join(", ", statuses.Select(each => $"{each.Value} x {each.Key}")));
        Assert.IsEmpty(statuses.Keys.Except([200, 422]));
    }

    [TestMethod]
    [DataRow(16, 422, "16000 x 6000 pixels; at most 25 million")]
    [DataRow(11, 400, "empty (0 bytes)")]
    [DataRow(14, 400, "one file named 'image' and nothing else")]
    [DataRow(7, 415, "'text/html'")]
    [DataRow(22, 413, "larger than 5 MB")]
    [DataRow(21, 415, "Content-Encoding")]
    public async Task Predict_Refused_SaysWhy(int kind, int status, string reason)
    {
        using HttpResponseMessage response = await Server.Client.PostAsync("/predict", _uploads.Make(kind, new Random(1)).Content);

        Assert.AreEqual(status, (int)response.StatusCode);
        StringAssert.Contains(await response.Content.ReadAsStringAsync(), reason);
    }

    [TestMethod]
    public async Task Predict_TooLargeWithoutALength_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = WebApiServer.Raw(new byte[6_000_000]) };
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage response = await Server.Client.SendAsync(request);

        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [TestMethod]
    public async Task Predict_PictureAtTheLimits_IsAnswered()
    {
        byte[] png = PngBytes.Make(5_000, 5_000, 8, PngBytes.Gray, new byte[5_000 * 5_000]);

        JsonElement reply = await Server.PredictAsync(WebApiServer.Form(png));

        Assert.AreEqual(5_000, reply.GetProperty("image").GetProperty("width").GetInt32());
    }

    private static async Task<HttpStatusCode> RefusedAsync(string name, HttpContent content)
    {
        using HttpResponseMessage response = await Server.Client.PostAsync("/predict", content);
        string body = await response.Content.ReadAsStringAsync();
        Assert.IsTrue((int)response.StatusCode is >= 400 and < 500, $"{name}: {response.StatusCode} {body}");
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType, name);
        string detail = JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString() ?? "";
        Assert.IsGreaterThan(10, detail.Length, $"{name}: {body}");
        return response.StatusCode;
    }
}
