namespace AfdMlNet.Examples.WebApi.Models;

/// <summary>
/// Looks at the model's file every second or so: unlike notifications that also works in containers and on network drives. A file that
/// has changed is loaded once it has stayed the same for one look, as it may still be being copied.
/// </summary>
internal sealed partial class ModelReloader(
    string path, double seconds, ModelHolder models, ILogger<ModelReloader> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(seconds));
        Stamp served = Stamp.Of(path);
        Stamp before = served;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Stamp now = Stamp.Of(path);
            if (now != served && now == before)
            {
                Reload();
                // Served or refused: either way not to be tried again until it changes.
                served = now;
            }

            before = now;
        }
    }

    private void Reload()
    {
        try
        {
            models.Replace(ModelFile.Load(path));
            LogReloaded(path);
        }
        catch (ModelFileException error)
        {
            LogKept(error.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Reloaded '{Path}'.")]
    private partial void LogReloaded(string path);

    [LoggerMessage(LogLevel.Error, "The model served stays the old one: {Reason}")]
    private partial void LogKept(string reason);

    private readonly record struct Stamp(DateTime Written, long Length)
    {
        public static Stamp Of(string path)
        {
            FileInfo file = new(path);
            return file.Exists ? new(file.LastWriteTimeUtc, file.Length) : default;
        }
    }
}
