using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace AfdMlNet.Tests.Examples;

/// <summary>The built example as a process of its own on a free port of this machine.</summary>
internal sealed class WebApiServer : IDisposable
{
    private const string Listening = "Now listening on: ";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private WebApiServer(string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [Program(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Client { get; } = new();

    public string Log => string.Join('\n', _lines);

    public double MemoryInMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    public static WebApiServer Start(string model, params string[] arguments)
    {
        WebApiServer server = new(["--model", model, "--urls", "http://127.0.0.1:0", .. arguments]);
        Patience.Await(() => server._process.HasExited || server.Log.Contains(Listening, StringComparison.Ordinal), () => server.Log);
        Assert.IsFalse(server._process.HasExited, server.Log);
        string line = server._lines.First(line => line.Contains(Listening, StringComparison.Ordinal));
        server.Client.BaseAddress = new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
        return server;
    }

    /// <summary>Runs the example where it has to give up at once.</summary>
    public static (int ExitCode, string Log) RunToEnd(params string[] arguments)
    {
        using WebApiServer server = new([.. arguments, "--urls", "http://127.0.0.1:0"]);
        Patience.AwaitEnd(server._process, () => server.Log);
        return (server._process.ExitCode, server.Log);
    }

    public static MultipartFormDataContent Form(byte[] image, string type = "image/png", string field = "image")
    {
        var content = new ByteArrayContent(image);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new MultipartFormDataContent { { content, field, "picture" } };
    }

    public static ByteArrayContent Raw(byte[] image, string? type = "image/png")
    {
        var content = new ByteArrayContent(image);
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        return content;
    }

    public async Task<JsonElement> PredictAsync(HttpContent content)
    {
        using HttpResponseMessage response = await Client.PostAsync("/predict", content);
        string body = await response.Content.ReadAsStringAsync();
        Assert.IsTrue(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await Client.GetStringAsync(path)).RootElement;

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Client.Dispose();
    }

    private static string Program()
    {
        // Beside this project's output, under the same configuration and framework.
        string[] place = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2..];
        return Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "..", "..", "..", "examples", "WebApi", "bin", place[0], place[1], "WebApi.dll"));
    }
}
