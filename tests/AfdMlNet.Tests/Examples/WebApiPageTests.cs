using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AfdMlNet.Examples;
using Microsoft.Playwright;

namespace AfdMlNet.Tests.Examples;

/// <summary>The page in a browser, on a desk and on a phone.</summary>
[TestClass]
public sealed class WebApiPageTests
{
    // As root in a closed network: no sandbox, and nothing that looks for hosts outside.
    private static readonly string[] _flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private static WebApiModels? _models;
    private static WebApiServer? _server;
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;
    private readonly ConcurrentQueue<string> _complaints = [];

    public required TestContext TestContext { get; set; }

    [ClassInitialize]
    public static async Task TrainAndStartAsync(TestContext context)
    {
        string? chromium = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser" }.FirstOrDefault(File.Exists);
        if (chromium is null)
            return;
        _models = new();
        _server = WebApiServer.Start(_models.Path);
        _playwright = await Playwright.CreateAsync();
        // A browser on a machine with other things to do is slow.
        Assertions.SetDefaultExpectTimeout(Patience.Milliseconds);
        _browser =
            await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = _flags, Timeout = Patience.Milliseconds });
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        _server?.Dispose();
        _models?.Dispose();
    }

    [TestMethod]
    [DataRow(1100, 760, ColorScheme.Light, "desktop")]
    [DataRow(390, 844, ColorScheme.Dark, "phone")]
    public async Task ChosenFile_ShowsPreviewAndBars(int width, int height, ColorScheme scheme, string name)
    {
        IPage page = await OpenAsync(width, height, scheme);
        await Assertions.Expect(page.Locator("#model")).ToContainTextAsync("model.zip · 10 classes · 32 × 32 pixels");

        await page.SetInputFilesAsync("#file", Picture("star.png"));

        await Assertions.Expect(page.Locator("#bars li")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator("#preview")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync(new Regex("^(Most likely|Not sure. Perhaps): "));
        await Assertions.Expect(page.Locator("#details")).ToContainTextAsync("scored in");
        await Assertions.Expect(page.Locator("#bars li .percent").First).ToHaveTextAsync(new Regex(@"^\d+\.\d %$"));
        // Nobody has to scroll for the answer, on a phone either.
        Assert.AreEqual(0, await page.EvaluateAsync<int>("() => window.scrollY"));
        LocatorBoundingBoxResult third = (await page.Locator("#bars li").Nth(2).BoundingBoxAsync())!;
        Assert.IsLessThanOrEqualTo(height, third.Y + third.Height);
        Assert.IsLessThanOrEqualTo(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await page.Locator("button[title=star]").ClickAsync();
        await Assertions.Expect(page.Locator("#details")).ToContainTextAsync("96 × 96 PNG");
        string file = Path.Combine(TestContext.TestRunResultsDirectory ?? Path.GetTempPath(), $"webapi-{name}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true, Animations = ScreenshotAnimations.Disabled });
        TestContext.AddResultFile(file);
        TestContext.WriteLine(file);
        Assert.IsEmpty(_complaints, string.Join('\n', _complaints));
    }

    [TestMethod]
    public async Task DroppedFile_ShowsBars()
    {
        IPage page = await OpenAsync(1100, 760);
        string base64 = Convert.ToBase64String(WebApiModels.Pictures(1)[0].ImageSource);
        IJSHandle transfer = await page.EvaluateHandleAsync(
            """
            (base64) => {
                const transfer = new DataTransfer();
                transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], "dropped.png", { type: "image/png" }));
                return transfer;
            }
            """, base64);

        await page.DispatchEventAsync("#drop", "drop", new { dataTransfer = transfer });

        await Assertions.Expect(page.Locator("#bars li")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator("#invitation")).ToContainTextAsync("dropped.png");
        Assert.IsEmpty(_complaints, string.Join('\n', _complaints));
    }

    [TestMethod]
    public async Task SampleByKeyboard_ShowsBars()
    {
        IPage page = await OpenAsync(390, 844);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("#file")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sample: star" })).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#bars li")).ToHaveCountAsync(5);
    }

    [TestMethod]
    public async Task Samples_OfAFolder_AreOfTheModelsClasses_AndTheAnswerMayBeNotSure()
    {
        if (_browser is null)
            Assert.Inconclusive("There is no Chromium here.");
        using var folder = new AfdMlNet.Tests.Cli.ScratchFolder();
        foreach (Picture picture in WebApiModels.Pictures(1).Where(picture => picture.Label is "arrow" or "hexagon"))
        {
            Directory.CreateDirectory(folder[picture.Label]);
            File.WriteAllBytes(folder[$"{picture.Label}/1.png"], picture.ImageSource);
        }
        folder.With("zebra/1.png");
        using var server = WebApiServer.Start(_models!.Path, "--samples", folder.Path, "--notsure", "1");
        IPage page = await OpenAsync(390, 844, server: server);

        await Assertions.Expect(page.Locator("#samples button")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sample: hexagon" }).ClickAsync();

        await Assertions.Expect(page.Locator("#status")).ToContainTextAsync("Not sure. Perhaps: ");
        await Assertions.Expect(page.Locator("#details")).ToContainTextAsync("32 × 32 PNG");
        Assert.IsEmpty(_complaints, string.Join('\n', _complaints));
    }

    [TestMethod]
    public async Task FileThatIsNoPicture_IsRefusedInWords_AndTheNextOneWorks()
    {
        IPage page = await OpenAsync(390, 844);

        await page.SetInputFilesAsync(
            "#file", new FilePayload { Name = "notes.png", MimeType = "image/png", Buffer = "Hello"u8.ToArray() });
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not a PNG, JPEG, WebP, GIF or BMP image");
        await page.SetInputFilesAsync(
            "#file", new FilePayload { Name = "large.png", MimeType = "image/png", Buffer = new byte[6_000_000] });
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("6.0 MB; up to 5 MB");
        await Assertions.Expect(page.Locator("#bars li")).ToHaveCountAsync(0);
        await page.SetInputFilesAsync("#file", Picture("next.png"));

        await Assertions.Expect(page.Locator("#bars li")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator("#error")).ToBeHiddenAsync();
    }

    private static FilePayload Picture(string name) =>
        new()
        {
            Name = name,
            MimeType = "image/png",
            Buffer = WebApiModels.Pictures(1).First(picture => picture.Label == "star").ImageSource,
        };

    private async Task<IPage> OpenAsync(
        int width, int height, ColorScheme scheme = ColorScheme.Light, WebApiServer? server = null)
    {
        if (_browser is null)
            Assert.Inconclusive("There is no Chromium here.");
        IPage page = await _browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = "en-GB",
        });
        page.SetDefaultTimeout(Patience.Milliseconds);
        // A policy that forbids what the page does shows on the console alone.
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        await page.GotoAsync((server ?? _server!).Client.BaseAddress!.ToString());
        return page;
    }
}
