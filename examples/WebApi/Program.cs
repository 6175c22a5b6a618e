// Serves a model of `afd train`: dotnet run --project examples/WebApi -- --model path/to/model.zip
// With pictures to try it on: --samples FOLDER, a folder of class folders. Below which probability it is not sure: --notsure 0.5
using AfdMlNet.Examples.WebApi;
using AfdMlNet.Examples.WebApi.Http;
using AfdMlNet.Examples.WebApi.Models;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // wwwroot lies beside the program, wherever it is started from.
    ContentRootPath = AppContext.BaseDirectory,
});

if (builder.Configuration["Model"] is not { Length: > 0 } path)
{
    Console.Error.WriteLine("Which model? Give --model path/to/model.zip, as 'afd train' writes it, or the configuration value Model.");
    return 2;
}

ServiceLimits limits = builder.Configuration.GetSection("Limits").Get<ServiceLimits>() ?? new();
using ModelHolder models = new();
SampleImages samples = SampleImages.None;
try
{
    models.Replace(ModelFile.Load(path));
    using LoadedModel model = models.Use();
    if (builder.Configuration["Samples"] is { Length: > 0 } folder)
        samples = SampleImages.Read(folder, model.Description.Classes, limits);
}
catch (ModelFileException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

builder.WebHost.ConfigureKestrel(server => limits.Apply(server));
builder.Services
    .AddSingleton(models)
    .AddSingleton(limits)
    .AddSingleton(samples)
    .AddSingleton(new Sureness(builder.Configuration.GetValue("NotSure", Sureness.Usual)))
    .AddSingleton<ScoringGate>()
    .AddHostedService(services => new ModelReloader(
        path, builder.Configuration.GetValue("ReloadSeconds", 1.0), models, services.GetRequiredService<ILogger<ModelReloader>>()))
    .AddProblemDetails()
    .AddOpenApi()
    .AddRequestTimeouts()
    .AddBusyAnswer(limits);

WebApplication app = builder.Build();
app.UseSecurityHeaders();
app.UseExceptionHandler(new ExceptionHandlerOptions
{
    StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
});
app.UseStatusCodePages();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseRouting();
app.UseRequestTimeouts();
app.UseRateLimiter();
app.MapOpenApi();
app.MapModel();
app.MapPredict();
app.MapSamples();
app.Run();
return 0;
